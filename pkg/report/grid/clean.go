package grid

import "github.com/riprep/riprep/internal/sanitize"

// Clean makes a text harmless for a terminal and keeps it on one line without tabs.
func Clean(s string) string { return sanitize.Terminal(s) }
