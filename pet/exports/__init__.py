"""Files that are made from a record: workbook, slides, tables, paper questionnaire, archive. None knows a database."""
