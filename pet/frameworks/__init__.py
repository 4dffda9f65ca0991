"""What is asked: frameworks of components, areas of enquiry and themes."""
