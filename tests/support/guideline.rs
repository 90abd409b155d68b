//! A guideline in the official layout of 2009, made here: the headings are names of topics, every sentence is invented.

/// Lines on a page, without its footer.
const LINES: usize = 12;
const TITLE: &str = "Chronic Pain Medical Treatment Guidelines";
const FOOTER: &str = "8 C.C.R. §§9792.20 - 9792.26 MTUS (Effective July 18, 2009)";

/// A topic: the line of its heading (with `|` where it wraps, `+` where the text is glued to it), its text, and how many
/// further lines of text it has.
pub type Part = (&'static str, &'static str, usize);

pub const PARTS: &[Part] = &[
    ("Acetaminophen (APAP)", "Recommended for treat-\nment of mild pain.", 4),
    ("Acupuncture", "See the section of the regulation.", 2),
    (
        "Antiepilepsy drugs (AEDs)",
        "Recommended for some nerves in this text of ours.\nGabapentin (Neurontin®, generic available) is spoken of here.\n\
         It helps a little.\nLamotrigine (Lamictal®, generic available) is one that nobody here knows.",
        16,
    ),
    ("Benzodiazepines+", "Not recommended for long-\nterm use in this text of ours.", 3),
    (
        "Biofeedback",
        "Not recommended alone, but as an option.\nVenlafaxine (Effexor)\nRecommended as a line in the wrong place.",
        30,
    ),
    ("Chronic pain programs|(functional restoration programs)", "Recommended where its criteria are met.", 8),
    ("Criteria that we made up", "Recommended as an example of a heading that nobody knows.", 2),
    ("Cyclobenzaprine (Flexeril)", "Recommended as an option, for a short course.", 3),
    ("Manual therapy & manipulation", "Recommended for some. Manual therapy helps.", 3),
    ("NSAIDs, GI symptoms & cardiovascular risk", "Recommend with caution as follows.", 3),
    ("Opioids, criteria for use", "First the trial, then the rest of it.", 5),
    ("Weaning of medications", "Recommended as indicated here.", 1),
    ("Yoga", "Recommended as an option for a few. Yoga.", 1),
];

/// A guideline by pages.
#[derive(Debug, Clone)]
pub struct Guideline {
    /// The lines of each page, without its footer.
    pub pages: Vec<Vec<String>>,
    /// On which page each part begins and ends.
    pub places: Vec<(usize, usize)>,
}

impl Guideline {
    /// One of so many pages, in which these topics follow upon each other.
    pub fn new(parts: &[Part], pages: usize) -> Guideline {
        let mut lines: Vec<String> = vec![TITLE.into(), "Part 1: Introduction".into()];
        lines.extend((0..LINES).map(|n| format!("An introduction, line {n}, speaks of yoga and of biofeedback.")));
        lines.push("Pain Outcomes and Endpoints".into());
        lines.extend((0..LINES).map(|n| format!("What comes of it, line {n}, is measured.")));
        lines.push("Part 2: Pain Interventions and Treatments".into());
        let mut places = Vec::new();
        for (heading, text, more) in parts {
            lines.push(String::new());
            let first = lines.len();
            let text: Vec<&str> = text.lines().collect();
            match heading.strip_suffix('+') {
                Some(heading) => lines.push(format!("{heading}{}", text[0])),
                None => {
                    lines.extend(heading.split('|').map(String::from));
                    lines.push(text[0].into());
                }
            }
            lines.extend(text[1..].iter().map(|line| line.to_string()));
            lines.extend((0..*more).map(|n| format!("It goes on with sentence {n} about it.")));
            places.push((first / LINES + 1, (lines.len() - 1) / LINES + 1));
        }
        assert!(lines.len() <= pages * LINES, "{} lines", lines.len());
        lines.resize(pages * LINES, String::new());
        Guideline { pages: lines.chunks(LINES).map(<[String]>::to_vec).collect(), places }
    }

    /// Its footers, one a page.
    pub fn footers(&self) -> Vec<[String; 2]> {
        let all = self.pages.len();
        (1..=all).map(|page| [FOOTER.to_string(), format!("Page {page} of {all}")]).collect()
    }

    /// Its text as it is extracted in the order of the lines, with or without form feeds.
    pub fn plain(&self, feeds: bool) -> String {
        let mut text = String::new();
        for (lines, [line, page]) in self.pages.iter().zip(self.footers()) {
            for line in lines.iter().chain([&line, &page]) {
                text.push_str(line);
                text.push('\n');
            }
            text.push_str(if feeds { "\u{c}" } else { "\n" });
        }
        text
    }

    /// Its text with an empty line behind every line.
    pub fn doubled(&self) -> String {
        self.plain(false).replace('\n', " \n\n")
    }

    /// Its text as it stands on the page.
    pub fn layout(&self) -> String {
        let mut text = String::new();
        for (lines, [line, page]) in self.pages.iter().zip(self.footers()) {
            for line in lines {
                text.push_str(&format!("      {}\n", line.replace(". ", ".   ")));
            }
            text.push_str(&format!("  {line}                {page}\n\u{c}"));
        }
        text
    }
}
