// Package filing fills in what a carrier files with the reimbursement programme: the application, the status update, the
// spending report, claims by invoice line, the final certification, and the disposal log that the last one rests on.
//
// What a form is, which rule asks for it, and whether a field was seen in the real form is data: data/forms.yaml, read by
// [Forms]. A form is filled from a [Source]: the case of the files, a plan where there is one, and what has happened since,
// which an operator keeps in a file of kind progress/v1 ([LoadProgress]). [Fill] returns a [Document]: sections of rows, the
// same for a table, CSV, JSON and a workbook.
//
// Begin with Fill in document.go. Each form has a file of its own, named after it; lines.go has the estimate as the forms
// see it, work.go what is done, chain.go a unit's way to its destruction, invoices.go the money of the invoices.
//
// It may import the planner and what the planner stands on, and pkg/report/grid for the cells of a row. No layout of a form
// was verified; every document says so. riprep is no legal advice.
package filing
