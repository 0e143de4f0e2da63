// Command riprep plans the removal and replacement of covered telecom equipment. See internal/cli.
package main

import (
	"os"

	"github.com/riprep/riprep/internal/cli"
)

func main() {
	os.Exit(cli.Run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
