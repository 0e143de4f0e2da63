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
//  5. The regime's entries for the vendor are applied as of the day asked: in force, in scope, qualified.
//
// So nothing is covered by resemblance alone, and nothing slips through in silence: a maker that is not stated is
// [Unknown]. A stated maker that no rule names is [NotCovered]; that it is on no list of trusted vendors does not matter,
// because the rules forbid names and not the absence from a list.
//
// None of this is legal advice. Every datum carries its source and whether it was verified; [Regime.Checked] is the day
// until which a regime's data was looked after.
//
// [Rules.Identify] says what gear is without a regime, and [FillIn] fills in the domain and role that an inventory leaves
// out. [Confidence] says how sure a maker is.
//
// Begin with [Load] in load.go and [Screen] in screen.go; recognise.go and decide.go hold the steps above. The
// package imports the inventory and the strict reader, and nothing else of ours.
package policy
