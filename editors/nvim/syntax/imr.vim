" Determinations, where the server does not colour them yet.
if exists('b:current_syntax')
  finish
endif
syntax case ignore
syntax match imrHeading /^\s*\(HOW THE IMR FINAL DETERMINATION WAS MADE\|DOCUMENTS REVIEWED\|CLINICAL CASE SUMMARY\|IMR ISSUES, DECISIONS AND RATIONALES\|IMR DECISION(S) AND RATIONALE(S)\):\?\s*$/
syntax match imrLabel /^\s*\(Claims Administrator guideline\|MAXIMUS guideline\|Decision rationale\):/
syntax match imrHeader /\<\(Case Number\|Date Assigned\|Date of Injury\|Decision Date\|UR Denial Date\|Priority\):/
syntax match imrOutcome /:\s*\zs\(Upheld\|Overturned\)\ze\s*$/
highlight default link imrHeading Title
highlight default link imrLabel Label
highlight default link imrHeader Label
highlight default link imrOutcome Constant
" What the server tells of words: many colour schemes show its plain types as text.
highlight default link @lsp.type.namespace.imr Title
highlight default link @lsp.type.class.imr Title
highlight default link @lsp.type.property.imr Label
highlight default link @lsp.type.enumMember.imr Constant
let b:current_syntax = 'imr'
