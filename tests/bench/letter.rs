//! What is measured: a letter of any size.

/// A letter of about this many bytes; one item in twelve contradicts itself.
pub fn letter(size: usize) -> String {
    let mut text = String::from(
        "HOW THE IMR FINAL DETERMINATION WAS MADE\nA reviewer with no affiliation with the parties, in active practice, \
         board certified in neurology.\n\nCLINICAL CASE SUMMARY\nWritten after a review of the medical records.\n\n\
         IMR ISSUES, DECISIONS AND RATIONALES\n\n",
    );
    let mut number = 0;
    while text.len() < size {
        number += 1;
        let verdict = if number % 12 == 5 { "medically necessary" } else { "not medically\nnecessary" };
        text.push_str(&format!(
            "Visits of therapy for the left knee, course {number}: Upheld\n\nClaims Administrator guideline: Decision based \
             on MTUS Knee Complaints 2004.\n\nMAXIMUS guideline: Decision based on MTUS Knee Complaints 2004.\n\n\
             Decision rationale: The worker has had pain in the left knee since a fall from a ladder. The knee\nhas been \
             stable at each visit, there is no locking, and strength is full. The guideline asks for a\ntrial of exercise \
             at home first, which the records do not show. Four visits were approved before,\nand their effect is not \
             described. Therefore, the request is {verdict}.\n\n"
        ));
    }
    text
}
