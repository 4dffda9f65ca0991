"""The sentences that the product says of the answers of a case."""

from pet.analysis.evaluate import evaluate
from pet.words import comparison, findings, levels, on_the_scale, patterns
from tests.support.rounds import framework, ratings


def sentences_of(answers, points, options, theme):
    """What is said of these people as a whole, and in words of the theme as it is shown.

    Args:
        answers: of the people whom the case is about, to one theme.
        points: K.
        options: what the round has promised.
        theme: the theme as it is shown, or `None`.
    """
    framed = framework(1, points=points)
    result = evaluate(ratings([(None, None, [answer]) for answer in answers], framed=framed), options=options)
    said = []
    for whole in result.themes:
        said += [
            findings.heading(whole, framed, result),
            findings.sentence(whole, framed, result),
            findings.agreement(whole, framed),
            findings.caution(whole, result) or "",
            on_the_scale.typical(whole, framed),
            patterns.of(whole, framed),
        ]
    if theme is not None and theme.agreement_level is not None:
        said += [levels.word(theme.agreement_level), levels.sentence(theme.agreement_level)]
    return [sentence for sentence in said if sentence] + [
        comparison.alone(part) for part in result.components
    ]
