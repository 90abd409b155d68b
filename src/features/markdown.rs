//! The little Markdown that is shown, and how it reads where a client shows none.

/// Words in Markdown, shown as they are. Not every editor hides the escapes: there are none where they are not needed.
pub(super) fn escape(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    let mut letters = words.chars().peekable();
    let mut first = true;
    while let Some(c) = letters.next() {
        let next = letters.peek();
        let marks = match c {
            '\\' | '`' | '*' | '_' | '<' | '[' => true,
            '#' | '>' | '|' => first,
            '~' => next == Some(&'~'),
            '&' => next.is_some_and(|next| next.is_alphanumeric() || *next == '#'),
            _ => false,
        };
        if marks {
            escaped.push('\\');
        }
        escaped.push(c);
        first = c == '\n';
    }
    escaped
}

/// What we write in Markdown, as plain text: without marks, links with their target in brackets.
pub fn plain(markdown: &str) -> String {
    let mut shown = String::with_capacity(markdown.len());
    let mut chars = markdown.chars().peekable();
    let mut fresh = true;
    while let Some(c) = chars.next() {
        match c {
            '\\' => shown.extend(chars.next()),
            '*' | '`' => {}
            '#' if fresh => while chars.next_if(|c| matches!(c, '#' | ' ')).is_some() {},
            '[' => {}
            ']' if chars.next_if_eq(&'(').is_some() => {
                shown.push_str(" (");
                shown.extend(std::iter::from_fn(|| chars.next_if(|c| *c != ')')));
            }
            c => shown.push(c),
        }
        fresh = c == '\n';
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_what_was_escaped_stays() {
        let told = plain("## A *b* **c**\n\n- [8 CCR 1](https://a.b/c) \\*d\\_ #60 `e`\n> f");
        assert_eq!(told, "A b c\n\n- 8 CCR 1 (https://a.b/c) *d_ #60 e\n> f");
        assert_eq!(plain(&escape("*Norco* #60 <5> & a_b")), "*Norco* #60 <5> & a_b");
        assert_eq!(escape("A & B #60 > 5&nbsp;"), "A & B #60 > 5\\&nbsp;");
        assert_eq!(escape("# a\n> b"), "\\# a\n\\> b");
    }
}
