//! A writer of small PDFs: pages of lines in the fonts that every reader brings along, as a word processor sets them.

use std::fmt::Write;

use super::guideline::Guideline;

/// A guideline as a PDF. Lines are drawn in every way there is, headings bold, footers as contents of their own.
pub fn pdf(guideline: &Guideline) -> Vec<u8> {
    let mut objects = Objects::new();
    for (lines, footer) in guideline.pages.iter().zip(guideline.footers()) {
        let footer = footer
            .iter()
            .fold(String::from("BT /F1 9 Tf 72 52 Td 11 TL"), |all, line| all + &format!(" ({}) Tj T*", escaped(line)));
        let form = objects.add("/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources 5 0 R", &(footer + " ET"));
        objects.page(&format!("/XObject << /Foot {form} 0 R >>"), &(content(lines) + "q 1 0 0 1 0 0 cm /Foot Do Q\n"));
    }
    objects.finish()
}

/// A PDF of pages that are pictures.
pub fn scan(pages: usize) -> Vec<u8> {
    let mut objects = Objects::new();
    let head = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8";
    let picture = objects.add(head, "A");
    for _ in 0..pages {
        objects.page(&format!("/XObject << /Im {picture} 0 R >>"), "q 612 0 0 792 0 0 cm /Im Do Q\n");
    }
    objects.finish()
}

fn content(lines: &[String]) -> String {
    let mut content = String::from("BT 1 0 0 1 72 734 Tm 14 TL\n");
    for (at, line) in lines.iter().enumerate() {
        let bold = line.len() < 50 && !line.contains(". ") && !line.ends_with('.');
        let words = escaped(line);
        let _ = writeln!(content, "/F{} 12 Tf", if bold { 2 } else { 1 });
        // Writing to a string does not fail.
        let _ = match (at % 4, words.split_once(' ')) {
            _ if words.is_empty() => writeln!(content, "0 -14 Td"),
            (1, Some((first, rest))) => writeln!(content, "T* [({first} ) 20 ({rest})] TJ"),
            (2, _) => writeln!(content, "({words}) '"),
            (3, Some((first, rest))) => writeln!(content, "0 -14 TD [({first}) -300 ({rest})] TJ"),
            _ => writeln!(content, "0 -14 Td ({words}) Tj"),
        };
    }
    content + "ET\n"
}

fn escaped(line: &str) -> String {
    line.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)")
}

/// The first five objects are the catalog, the pages, two fonts and the fonts by name.
struct Objects {
    all: Vec<Vec<u8>>,
    pages: Vec<usize>,
}

impl Objects {
    fn new() -> Objects {
        let font =
            |name: &str| format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>");
        let fixed = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_string(),
            String::new(),
            font("Helvetica"),
            font("Helvetica-Bold"),
            "<< /Font << /F1 3 0 R /F2 4 0 R >> >>".to_string(),
        ];
        Objects { all: fixed.map(String::into_bytes).to_vec(), pages: Vec::new() }
    }

    /// Adds a stream; gives its number.
    fn add(&mut self, head: &str, content: &str) -> usize {
        // Every character that is drawn here is one byte in the fonts' encoding.
        let content: Vec<u8> = content.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        let mut object = format!("<< {head} /Length {} >>\nstream\n", content.len()).into_bytes();
        object.extend(content);
        object.extend(b"\nendstream");
        self.all.push(object);
        self.all.len()
    }

    fn page(&mut self, resources: &str, content: &str) {
        let content = self.add("", content);
        let fonts = "/Font << /F1 3 0 R /F2 4 0 R >>";
        let page = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << {fonts} {resources} >> /Contents {content} 0 R >>"
        );
        self.all.push(page.into_bytes());
        self.pages.push(self.all.len());
    }

    fn finish(mut self) -> Vec<u8> {
        let kids: Vec<String> = self.pages.iter().map(|page| format!("{page} 0 R")).collect();
        self.all[1] = format!("<< /Type /Pages /Count {} /Kids [{}] >>", kids.len(), kids.join(" ")).into_bytes();
        let mut file = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n".to_vec();
        let mut starts = Vec::new();
        for (at, object) in self.all.iter().enumerate() {
            starts.push(file.len());
            file.extend(format!("{} 0 obj\n", at + 1).into_bytes());
            file.extend(object);
            file.extend(b"\nendobj\n");
        }
        let (table, size) = (file.len(), self.all.len() + 1);
        file.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").into_bytes());
        for start in starts {
            file.extend(format!("{start:010} 00000 n \n").into_bytes());
        }
        file.extend(
            format!("trailer\n<< /Size {size} /Root 1 0 R /ID [<01> <01>] >>\nstartxref\n{table}\n%%EOF\n")
                .into_bytes(),
        );
        file
    }
}
