//! The words that the verdict reader knows, in one place. Where they were met is told in the tests of `verdict.rs`.

use super::words::{AnyOf, AnyPhrase};

/// Verbs that judge: "is <judged> (to be / as) medically necessary".
pub(super) const JUDGED: AnyOf = AnyOf::new(&[
    "considered", "determined", "deemed", "found", "judged", "regarded", "viewed", "seen", "felt", "thought",
    "believed", "held", "supported", "indicated", "established", "certified", "approved", "accepted", "recognized",
    "recommended", "shown", "proven", "demonstrated", "documented", "substantiated", "justified", "appear", "appears",
    "appeared", "seem", "seems", "seemed", "remain", "remains", "become", "becomes", "denied", "rated", "deems",
    "said", "qualify", "qualifies", "classified", "concluded", "continue", "continues", "returned", "called", "termed",
    "described",
]);

/// The same verbs with the reviewer as their subject: "I find the request (to be) medically necessary".
pub(super) const JUDGES: AnyOf = AnyOf::new(&[
    "find", "finds", "found", "deem", "deems", "deemed", "consider", "considers", "considered", "judge", "judges",
    "determine", "determines", "determined", "support", "supports", "supported", "see", "view", "views", "regard",
    "regards", "accept", "call", "recommend", "certify", "establish", "meet", "meets", "met", "satisfy", "satisfies",
    "qualify", "qualifies", "rise", "show", "shows", "demonstrate", "demonstrates", "documented", "document",
    "documents", "justify", "justifies", "fail", "fails", "failed", "denied", "believe", "feel", "hold", "make",
    "makes", "made", "making", "render", "renders", "rendered", "rendering",
]);

/// Verbs after which what is known or said follows, with "that" or without.
pub(super) const THINKING: AnyOf = AnyOf::new(&[
    "agree", "concur", "believe", "find", "feel", "think", "accept", "say", "said", "conclude", "concluded",
    "determine", "determined", "establish", "established", "show", "shown", "shows", "showing", "demonstrate",
    "demonstrated", "demonstrates", "support", "indicate", "indicated", "indicates", "indicating", "suggest",
    "suggests", "suggesting", "prove", "proven", "confirm", "confirms", "confirmed", "argue", "argued", "persuaded",
    "convinced", "disagree", "see", "hold", "assume", "doubt", "clear", "evident", "apparent", "documenting",
    "demonstrating", "proving", "establishing", "substantiate", "supporting", "disputed", "infer", "inferred",
    "maintain", "case", "think", "suspect", "mean", "imply", "implies",
]);

/// Nouns that put something forward, for the sentence to judge.
pub(super) const THESES: AnyOf = AnyOf::new(&[
    "claim", "argument", "assertion", "contention", "position", "proposition", "suggestion", "notion", "idea",
    "conclusion", "statement", "opinion", "belief", "finding", "burden", "onus",
]);
/// What a thesis is said to be that holds.
pub(super) const TENABLE: AnyOf = AnyOf::new(&[
    "persuasive", "convincing", "compelling", "accepted", "credible", "correct", "reasonable", "valid", "tenable",
    "carried", "sustained", "discharged", "upheld", "right",
]);
/// The same, the other way round.
pub(super) const UNTENABLE: AnyOf = AnyOf::new(&[
    "unpersuasive", "unconvincing", "rejected", "unfounded", "incorrect", "wrong", "mistaken", "untenable",
    "unreasonable", "contradicted", "refuted", "erroneous", "unmet",
]);
/// Parts of what is asked for.
pub(super) const PARTS: AnyOf = AnyOf::new(&[
    "remaining", "remainder", "rest", "balance", "additional", "refill", "refills", "quantity", "others", "excess",
]);
/// In what a request is counted.
pub(super) const UNITS: AnyOf = AnyOf::new(&[
    "tablets", "tablet", "pills", "capsules", "visits", "visit", "sessions", "session", "units", "doses", "weeks",
    "months", "days", "supply", "portion", "part", "half", "trial", "first", "second", "latter", "former", "one",
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "amount", "number",
]);
/// What is done with a burden.
pub(super) const CARRY: AnyOf = AnyOf::new(&[
    "met", "meet", "meets", "carry", "carried", "carries", "sustain", "sustained", "satisfy", "satisfied", "discharge",
    "discharged", "borne", "bear",
]);

/// Small words inside a verdict: "is, therefore, still not considered to be".
pub(super) const FILLERS: AnyOf = AnyOf::new(&[
    "also", "still", "thus", "hence", "therefore", "now", "hereby", "likewise", "again", "yet", "then", "to", "as",
    "both", "either", "or", "and", "nor", "otherwise", "at", "this", "time", "such", "any", "further", "even", "in",
    "fact", "so", "more", "than", "i", "we", "indeed", "nonetheless", "nevertheless",
]);

/// What else a request is said to be beside "medically necessary".
pub(super) const PREDICATES: AnyOf = AnyOf::new(&[
    "necessary", "appropriate", "reasonable", "indicated", "warranted", "supported", "required", "needed", "justified",
    "medically", "clinically", "recommended", "covered", "authorized", "useful", "consistent", "standard", "effective",
    "safe", "essential", "unnecessary", "premature", "redundant", "duplicative", "experimental", "investigational",
    "excessive", "inappropriate", "unsupported", "compliant",
]);

pub(super) const BE_FINITE: AnyOf = AnyOf::new(&["is", "are", "was", "were", "am"]);
pub(super) const BE: AnyOf = AnyOf::new(&["is", "are", "was", "were", "am", "be", "been", "being"]);
pub(super) const AUXILIARIES: AnyOf = AnyOf::new(&[
    "will", "would", "can", "could", "should", "may", "might", "must", "shall", "has", "have", "had", "do", "does",
    "did",
]);
pub(super) const NEGATIONS: AnyOf = AnyOf::new(&["not", "never", "non", "hardly", "scarcely"]);
/// Words that part two predicates.
pub(super) const JOINTS: AnyOf = AnyOf::new(&["and", "but", "or", "nor", ","]);
/// Words of emphasis inside a verdict.
pub(super) const EMPHASIS: AnyOf = AnyOf::new(&["only", "merely", "just", "simply", "but", "considered", "one"]);
/// What "no" stands before where the verb comes first: "in no way is".
pub(super) const INVERTING: AnyOf = AnyOf::new(&["way", "circumstances", "circumstance", "point", "means", "time"]);
/// Judging verbs by which a subject gives its own opinion.
pub(super) const OPINING: AnyOf = AnyOf::new(&[
    "find", "finds", "found", "deem", "deems", "deemed", "consider", "considers", "considered", "judge", "judges",
    "judged", "determine", "determines", "determined", "denied", "believe", "feel", "hold", "see", "view", "views",
    "regard", "regards", "held", "holds",
]);
/// Verbs of thinking that turn what follows round.
pub(super) const TURNING: AnyOf = AnyOf::new(&[
    "disagree", "disagrees", "disagreed", "doubt", "doubts", "dispute", "disputes", "disputed", "question",
    "questioned", "deny",
]);
/// Verbs of making it so.
pub(super) const MAKING: AnyOf =
    AnyOf::new(&["make", "makes", "made", "making", "render", "renders", "rendered", "rendering"]);
/// What is done with records.
pub(super) const PROVIDED: AnyOf = AnyOf::new(&[
    "provide", "provided", "provides", "submit", "submitted", "include", "included", "contain", "contains", "offer",
    "offered", "give", "given",
]);
/// What is recorded, or is not.
pub(super) const RECORDED: AnyOf = AnyOf::new(&[
    "evidence", "documentation", "indication", "support", "basis", "reason", "rationale", "justification", "proof",
    "information", "findings", "data", "records", "record", "argument", "showing", "detail", "clinical",
]);

/// Articles and prepositions before "medically necessary" that make it an attribute: "a medically necessary treatment".
pub(super) const ATTRIBUTIVE_BEFORE: AnyOf = AnyOf::new(&[
    "a", "an", "the", "all", "other", "only", "of", "for", "with", "into", "receive", "provide", "providing",
    "receiving", "obtain", "every", "these", "those", "their", "his", "her", "its", "some", "most", "many",
    "otherwise",
]);

/// What makes a request another one than this.
pub(super) const OTHER_REQUEST: AnyOf = AnyOf::new(&[
    "previous", "previously", "prior", "initially", "earlier", "concurrent", "companion", "another", "other", "every",
    "separate", "similar", "same", "future", "subsequent", "modified",
]);
/// What is often so says nothing of this request.
pub(super) const GENERALLY: AnyOf = AnyOf::new(&[
    "generally", "typically", "usually", "routinely", "routine", "often", "rarely", "sometimes", "commonly", "most",
    "always", "ordinarily", "normally", "general", "majority",
]);

/// Words that open a clause which is no verdict of its own: a premise, a reason, a concession, a condition.
pub(super) const SUBORDINATORS: AnyOf = AnyOf::new(&[
    "as", "since", "because", "although", "though", "if", "unless", "when", "once", "until", "while", "whereas",
    "given", "whether", "why", "how", "even", "considering", "assuming", "notwithstanding", "despite", "due",
    "inasmuch", "seeing", "rather", "instead", "far", "unlike",
]);

/// "As …" that opens no premise: "As such, …".
pub(super) const AS_CONNECTORS: AnyOf = AnyOf::new(&[
    "such", "a", "noted", "above", "stated", "discussed", "per", "mentioned", "documented", "described", "outlined",
    "indicated", "previously", "of", "well", "explained", "detailed", "shown", "demonstrated", "to", "for", "always",
]);

/// Openings of a concluding sentence.
pub(super) const CONNECTORS: AnyOf = AnyOf::new(&[
    "therefore", "thus", "hence", "consequently", "accordingly", "likewise", "similarly", "ultimately", "overall",
    "conversely", "so", "then", "finally", "moreover", "furthermore", "however", "nevertheless",
]);

/// Other words with which a clause may open behind a comma or "and".
pub(super) const OPENS_CLAUSE: AnyOf = AnyOf::new(&[
    "the", "this", "these", "that", "it", "there", "no", "neither", "none", "both", "i", "we", "request", "such",
    "their", "his", "her", "while", "and", "but",
]);

/// Whose decision came before the reviewer's.
pub(super) const EARLIER_REVIEWERS: AnyPhrase = AnyPhrase::new(&[
    &["utilization", "review"],
    &["utilization", "reviewer"],
    &["utilisation", "review"],
    &["ur"],
    &["claims", "administrator"],
    &["claim", "administrator"],
    &["claims", "adjuster"],
    &["previous", "reviewer"],
    &["prior", "reviewer"],
    &["initial", "reviewer"],
    &["previous", "review"],
    &["prior", "review"],
    &["initial", "review"],
    &["previous", "determination"],
    &["prior", "determination"],
    &["initial", "determination"],
    &["adverse", "determination"],
    &["peer", "reviewer"],
    &["peer", "review"],
    &["physician", "advisor"],
    &["carrier"],
    &["insurer"],
    &["examiner"],
    &["adjuster"],
    &["original", "reviewer"],
    &["first", "reviewer"],
    &["employer"],
    &["defendant"],
    &["prior", "imr"],
    &["previous", "imr"],
    &["by", "imr"],
    &["denial", "states"],
    &["denial", "stated"],
    &["denial", "says"],
    &["denial", "letter"],
]);

/// Who asks for the treatment, or receives it.
pub(super) const TREATING: AnyPhrase = AnyPhrase::new(&[
    &["provider"],
    &["treating", "physician"],
    &["requesting", "physician"],
    &["attending", "provider"],
    &["attending", "physician"],
    &["prescribing", "physician"],
    &["referring", "physician"],
    &["physician", "argues"],
    &["physician", "argued"],
    &["physician", "asserts"],
    &["physician", "contends"],
    &["physician", "claims"],
    &["physician", "maintains"],
    &["physician", "states"],
    &["physician", "stated"],
    &["physician", "believes"],
    &["physician", "believed"],
    &["physician", "feels"],
    &["physician", "opines"],
    &["physician", "writes"],
    &["treater"],
    &["surgeon"],
    &["doctor"],
    &["dr"],
    &["ptp"],
    &["patient"],
    &["applicant"],
    &["injured", "worker"],
    &["claimant"],
    &["attorney"],
    &["appeal"],
    &["letter"],
    &["report"],
    &["qme"],
    &["ame"],
    &["pqme"],
    &["orthopedist"],
    &["specialist"],
    &["psychologist"],
    &["rfa"],
    &["note"],
    &["notes"],
    &["chiropractor"],
    &["therapist"],
]);

/// Those of them whose words are reasons and no opinion on the request.
pub(super) const REASONS: AnyOf = AnyOf::new(&[
    "patient", "applicant", "injured", "claimant", "report", "note", "notes", "qme", "ame", "pqme", "therapist",
]);

/// Where general statements come from.
pub(super) const GUIDELINES: AnyPhrase = AnyPhrase::new(&[
    &["mtus"],
    &["odg"],
    &["acoem"],
    &["guideline"],
    &["guidelines"],
    &["disability"],
    &["literature"],
    &["medicare"],
    &["cms"],
    &["fda"],
    &["studies"],
    &["chapter"],
    &["aetna"],
    &["cigna"],
    &["anthem"],
    &["humana"],
    &["blue", "cross"],
    &["blue", "shield"],
]);

/// Verbs of saying and deciding, by which a statement is somebody else's.
pub(super) const REPORTING: AnyOf = AnyOf::new(&[
    "determined", "found", "stated", "states", "state", "stating", "noted", "notes", "note", "denied", "modified",
    "concluded", "indicated", "indicates", "indicate", "deemed", "opined", "opines", "certified", "decided", "felt",
    "feels", "believed", "believes", "argued", "argues", "asserts", "asserted", "reported", "reports", "recommended",
    "recommends", "recommend", "considers", "considered", "claims", "claimed", "says", "said", "wrote", "writes",
    "define", "defines", "specify", "specifies", "suggest", "suggests", "advise", "advises", "consider", "say",
    "suggested", "maintains", "maintained", "noting", "declared", "declares", "explained", "informed", "finding",
    "conclusion", "assertion", "position", "requests", "disputed", "rationale", "contends", "contended", "judged",
    "ruled", "opinion", "held", "holds", "relies", "relied",
]);

/// Other words by which a statement is told.
pub(super) const TELLING: AnyOf = AnyOf::new(&[
    "reads", "read", "follows", "cites", "concludes", "arguing", "argued", "opinion", "view", "decision", "reasoned",
    "reasons", "reasoning", "explains", "adds", "insists", ":",
]);

/// Verbs of joining or parting with somebody else's statement.
pub(super) const AGREEING: AnyOf =
    AnyOf::new(&["agree", "agrees", "concur", "concurs", "agreed", "concurred", "agreement"]);
pub(super) const DISAGREEING: AnyOf = AnyOf::new(&["disagree", "disagrees", "disagreed", "disagreement"]);

/// Participles by which "medical necessity" is had or not.
pub(super) const ESTABLISHED: AnyOf = AnyOf::new(&[
    "established", "demonstrated", "supported", "shown", "proven", "met", "documented", "substantiated", "confirmed",
    "clear", "evident", "present", "found", "justified", "satisfied", "apparent", "proved", "verified", "corroborated",
    "affirmed", "ascertained",
]);
/// The same, the other way round.
pub(super) const WANTING: AnyOf = AnyOf::new(&[
    "lacking", "absent", "unclear", "unproven", "unsupported", "unsubstantiated", "undocumented", "questionable",
    "doubtful", "doubt", "refuted",
]);
/// Verbs whose object "medical necessity" may be.
pub(super) const ESTABLISH: AnyOf = AnyOf::new(&[
    "established", "demonstrated", "documented", "substantiated", "shown", "satisfy", "satisfies", "determine",
    "affirm", "support", "supports", "establish", "establishes", "demonstrate", "demonstrates", "show", "shows",
    "document", "documents", "justify", "justifies", "substantiate", "substantiates", "meet", "meets", "supporting",
    "establishing", "demonstrating", "prove", "proves", "confirm", "confirms", "persuaded", "convinced",
]);

/// What a treatment is said to be where necessity is not spoken of; a verdict only for want of a better one.
pub(super) const WEAK: AnyOf = AnyOf::new(&[
    "recommended", "supported", "warranted", "indicated", "reasonable", "appropriate", "justified", "needed",
    "required", "certified", "approved", "authorized", "granted", "substantiated", "allowed", "supportable",
]);
/// The same, the other way round.
pub(super) const WEAK_AGAINST: AnyOf = AnyOf::new(&[
    "excessive", "premature", "unreasonable", "unwarranted", "unsupported", "inappropriate", "denied", "noncertified",
    "contraindicated", "unjustified", "experimental", "investigational",
]);

/// Nouns for the decision under review.
pub(super) const DENIAL: AnyOf = AnyOf::new(&["denial", "decision", "determination", "certification", "modification"]);
pub(super) const LET_STAND: AnyOf = AnyOf::new(&["upheld", "affirmed", "sustained", "maintained", "confirmed"]);
/// The same said of the denial itself: "the denial is justified".
pub(super) const RIGHT: AnyOf =
    AnyOf::new(&["supported", "justified", "appropriate", "correct", "proper", "reasonable"]);
/// The reviewer's own act.
pub(super) const LETS_STAND: AnyOf =
    AnyOf::new(&["uphold", "upholds", "upholding", "affirm", "affirms", "affirming", "sustain"]);
pub(super) const LETS_FALL: AnyOf =
    AnyOf::new(&["overturn", "overturns", "overturning", "reverse", "reverses", "reversing"]);
pub(super) const LET_FALL: AnyOf = AnyOf::new(&["overturned", "reversed", "overruled", "rescinded"]);

/// Sentences about the weaning of opioids and the reach of a decision, which follow many verdicts.
pub(super) const BOILERPLATE: &[&str] = &[
    "this decision addresses the medical necessity",
    "this medical necessity decision should not",
    "necessity decision should not be interpreted",
    "are advised to consult",
    "is advised to consult",
    "is advised to speak",
    "should not be interpreted as a recommendation to",
    "regarding the most appropriate method for weaning",
];

/// Words inside these phrases, one in each at least: where none of them stands, no phrase does.
pub(super) const IN_BOILERPLATE: AnyOf = AnyOf::new(&["addresses", "should", "interpreted", "advised", "method"]);

/// Nouns by which what was asked for is called again, whatever it is.
pub(super) const CALLED: AnyOf = AnyOf::new(&[
    "drug", "prescription", "product", "compound", "cream", "study", "test", "testing", "item", "device", "unit",
    "equipment", "supplies", "criteria", "evaluation", "consultation", "consult", "referral", "visit", "visits",
    "session", "sessions",
]);
/// Small words that say nothing of what a request is for.
pub(super) const EMPTY: AnyOf = AnyOf::new(&[
    "the", "a", "an", "this", "that", "for", "of", "to", "and", "or", "in", "on", "with", "request", "requested",
    "requests", "current", "currently", "therefore", "thus", "such", "as", "is", "are", "was", "were", "therapy",
    "treatment", "additional", "above", "given", "based", "no", "yes", "without", "times", "per", "week", "weeks",
    "left", "right", "at", "time", "x", "hence", "remaining", "portion", "eligible", "imr", "original", "proposed",
    "prescribed", "use", "it", "service", "services", "further", "ongoing", "continued", "medication", "retrospective",
]);
