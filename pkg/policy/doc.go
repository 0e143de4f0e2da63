// Package policy says which gear is covered, by which rule, since when and what the rule demands.
//
// The rules are data: regime/v1 files (data/regimes) name vendors by id and say from when, for what and with what demand;
// vendors/v1 files (data/vendors) say by which names, affiliates, brands and model families a vendor is recognised. Both
// are embedded. A user's regime file goes before the built-in one of the same id, and may bring vendors of its own.
//
// # How a verdict comes about
//
//  1. The vendor's name is folded (case, punctuation, full-width forms, accents) and read as a row of known names and of
//     words that do not change who is meant (Co., Ltd, USA). If nothing else is left, the name decides.
//  2. A name that only resembles one (a slip of the pen, a part of a longer name, letters of another script) proposes
//     a candidate and decides nothing: the verdict is [Unknown], with what would settle it.
//  3. The model and the part number are read with the families' patterns, the SNMP agent's object identifier with the
//     vendors' enterprise numbers. Where no maker is stated, an enterprise number decides, and so do two signs of model and
//     part number that agree: the maker's name followed by a family of its own, or a family and a part number that are
//     its own. One sign alone proposes. Where a maker is stated, they decide nothing and turn the verdict to [Unknown]
//     where they contradict it. What a thing is compatible with speaks for nobody.
//  4. The parts are read the same way. A board or module of a covered vendor makes the element covered; a chipset in
//     another maker's gear leaves it [Unknown].
//  5. The regime's entries for the vendor, and those on all gear of a category, are applied as of the day asked: in force,
//     in scope, not exempt. What an entry asks and the inventory does not state leaves the verdict [Unknown].
//
// A [Finding] keeps three questions apart: whether the like may be bought (Buy), whether it must go and by when (Removal,
// RemoveBy), and whether that is paid back (Reimbursable). Applied has every rule behind them. What a plan may bring in is
// asked of a [Buyer], day by day.
//
// So nothing is covered by resemblance alone, and nothing slips through in silence: a maker that is not stated is
// [Unknown]. A stated maker that no rule names is [NotCovered]; that it is on no list of trusted vendors matters for what
// is brought in, and makes nothing covered that is there.
//
// None of this is legal advice. Every datum carries its source and whether it was verified; [Regime.Checked] is the day
// until which a regime's data was looked after.
//
// [Rules.Identify] says what gear is without a regime, and [FillIn] fills in the domain and role that an inventory leaves
// out. [Confidence] says how sure a maker is.
//
// Begin with [Load] in load.go and [Screen] in screen.go. recognise.go has steps 1 to 3, decide.go puts the steps together,
// hold.go holds gear against entries, scope.go and except.go against their terms; pay.go and supply.go answer the other
// questions, merge.go joins regimes, and memory.go sees to it that like things are decided once. demand.go has the words.
// criteria.go is a questionnaire about a vendor, which decides nothing. The package imports the inventory and the strict reader, and nothing else of ours.
package policy
