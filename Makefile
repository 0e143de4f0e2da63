# make test is what README and CI call. Everything it needs beside Go is fetched by version through the module proxy.

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.1.4

# One package more than there are cores at a time: some wait for timers, a server or a browser.
PACKAGES := $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

.PHONY: test fmt vet lint unit vuln generate bench

test: fmt vet lint unit vuln

fmt:
	@out=$$(gofmt -l .); if [ -n "$$out" ]; then echo "gofmt would change:"; echo "$$out"; exit 1; fi

vet:
	go vet ./...

lint:
	go run $(STATICCHECK) ./...

# The race detector slows down code that walks over arrays about twentyfold and finds nothing in one goroutine. So everything runs
# without it, and with it what has several: of the tests of one goroutine a tenth of their cases, none in packages that take long and
# start no goroutine (internal/trials), and of the scripts of internal/cli those that its testdata/alone.txt does not name.
unit:
	@echo "unit: every test with all of its cases"
	go test -p $(PACKAGES) -timeout 14m ./...
	@echo "unit: with the race detector, those of one goroutine with a tenth of their random cases. It has nothing to find in these packages, whose tests ran above:"
	@grep -rl --include=alone_main_test.go 'trials.Main(m)' . | sed 's,/alone_main_test.go,,' | sort
	go test -race -p $(PACKAGES) -timeout 14m ./...

# The database of vulnerabilities lives on the network. Where it cannot be reached that is said, and is no failure.
vuln:
	@sh internal/tools/vuln.sh "$(GOVULNCHECK)"

generate:
	go generate ./...

bench:
	go test -run '^$$' -bench . -benchmem ./...
