"""The words that `pet.services.flags` knows. They are English: comments in another language get fewer flags."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


COMMON_WORDS = _words(
    "amber art bell best bill bird black brook brown carol chance chase child church clay cook day dale dean drew "
    "dawn early east eve faith field fish ford fox frank free gale gay gill glen good grace grant gray green guy hall "
    "harmony head hill holly hope hunter iris ivy jack jay joy june june just king lake lance lane law lily long love "
    "major mark may max mill miles moor more noble north olive page park patience pearl penny piper pope power price "
    "rain ray reed rich robin rob rock rose ruby sage sharp short small south star stone sue summer sunny terry tide "
    "town trust van victor victory violet walker wall ward water way west white will win winter wise wood young"
)
"""Names that are words of their own as well: flagged only where they are written with a capital letter."""

GENERIC_WORDS = _words(
    "academies academy alliance and arts association authority borough catholic centre church city college colleges "
    "community company cooperative council county district education federation first for foundation girls boys grammar "
    "group high house hub infant infants institute international junior learning library limited local middle museum "
    "national network nursery office partner partners partnership primary public reading royal saint school schools "
    "secondary service services sixth society special sports street technical the theatre town trust university "
    "upper village with youth"
)
"""Words of partners' names that tell nothing."""

LITTLE_WORDS = _words("a an and at by for from in of on the to with")
"""Words that belong to a name in the middle of it only, as “of” in “Friends of Weir”."""

KNOWN_CAPITALS = _words(
    "I English French German Spanish Latin Welsh Irish Maths Mathematics Science Monday Tuesday Wednesday Thursday Friday "
    "Saturday Sunday January February March April May June July August September October November December Easter "
    "Christmas Ramadan Diwali Covid COVID OK PET SEN SEND IT ICT PE CPD PTA TA TAs UK EU GCSE GCSEs STEM DfE Ofsted "
    "GDPR FAQ PDF TV AI"
)
"""Words with a capital letter that point at nobody."""

SENTENCE_STARTS = _words(
    "A About After All Also An And Another Any As At Because Before Both But By Can Each Even Every For From Had Has Have "
    "He Her Here His How If In Is It Its Just Last Many Maybe More Most Mr Mrs My New No Nobody Not Now Of Often On Once "
    "One Only Or Other Our Perhaps Please See She Since So Some Sometimes Thank That The Their Then There These They This "
    "Those To Too Under Until We What When Where Which While Who Whoever Why With Without Yes You Your"
)
"""Words that open a sentence and are no first name before another word with a capital letter."""

SPLITS_ROLES = re.compile(r"\s+(?:and|or)\s+|[,/&()]")

_JOBS = (
    "head|deputy|chair|principal|leader|lead|coordinator|co-ordinator|manager|director|governor|trustee|teacher|tutor|"
    "secretary|bursar|caretaker|assistant|mentor|librarian|lecturer|dean|parent|newcomer"
)
_MINE = (
    "class|classes|classroom|pupils|students|office|department|team|year group|school|college|university|staff|headship|"
    "post|job|role|boss|line manager|head|deputy|predecessor|successor|tutor group|form|subject|site|colleagues at"
)
OWN_JOB = re.compile(
    rf"\b(?:as|being) (?:the |an |a |our )?(?:only|sole|newest|youngest|oldest|first|one)\b(?: (?!I\b)[\w-]{{1,30}}){{0,2}}"
    rf"|\b(?:as|being) (?:the |an |a |our )?(?:[\w-]{{1,30}} )?(?:{_JOBS})\b"
    r"|\b(?:in|from) my (?:role|post|position|job|time|years?)\b(?: as(?: the| a| an)?(?: [\w-]{1,30})?)?"
    rf"|\bmy (?:own )?(?:{_MINE})\b"
    r"|\bI(?:[’']m| am) (?:the|a|an|new|now|one of) [\w-]{1,30}"
    r"|\bI (?:run|lead|chair|manage|coordinate|co-ordinate|teach|head|supervise|founded|started|took over|joined)\b"
    r"|\b(?:when|since|before|until) I (?:came|joined|started|arrived|was|became|left|took over)\b"
    rf"|\bthe only (?:[\w-]{{1,30}} )?(?:one|person|woman|man|{_JOBS})\b",
    re.IGNORECASE,
)
"""First-person hints at a job, as “as the only …” or “my class”."""
