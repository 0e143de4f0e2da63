package queue

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
)

// Server says where the queue is and who one is to it. All but URL are names of files, so that no secret stands on a command
// line.
type Server struct {
	URL       string // nats://HOST:PORT or tls://HOST:PORT, several with commas between
	Creds     string // credentials as nsc writes them: a JWT and its seed
	NKey      string // seed of an nkey
	TokenFile string
	CA        string // certificates, in PEM, that the server's must come from; default: those of the system
	Cert, Key string // of this client, in PEM
}

// ErrServer is wrapped by what Check refuses.
var ErrServer = errors.New("not a safe way to a server")

// Check holds the server to what is asked of it: off loopback there is TLS (which Connect then insists on) and something to be
// known by (credentials, an nkey, a token or a certificate), and no secret stands in a URL. Loopback is 127.0.0.0/8, ::1, and
// localhost where all its addresses are those.
func (s Server) Check() error {
	_, err := s.inspect()
	return err
}

// inspect gives whether all addresses are loopback.
func (s Server) inspect() (local bool, err error) {
	local = true
	all := s.urls()
	if len(all) == 0 {
		return false, fmt.Errorf("%w: no URL", ErrServer)
	}
	for _, text := range all {
		u, err := url.Parse(text)
		if err != nil { // its text quotes the URL, which may have a secret
			return false, fmt.Errorf("%w: a URL that cannot be read (want nats://HOST:PORT)", ErrServer)
		}
		switch {
		case u.Scheme != "nats" && u.Scheme != "tls":
			return false, fmt.Errorf("%w: URL of scheme %q (want nats or tls)", ErrServer, u.Scheme)
		case u.Hostname() == "":
			return false, fmt.Errorf("%w: URL without a host (want nats://HOST:PORT)", ErrServer)
		}
		if loopback(u.Hostname()) {
			continue
		}
		local = false
		if u.User != nil {
			return false, fmt.Errorf("%w: %s: a secret in the URL (want a file: credentials, an nkey, a token or a certificate)", ErrServer, s)
		}
	}
	if (s.Cert == "") != (s.Key == "") {
		return false, fmt.Errorf("%w: a certificate and its key are given together", ErrServer)
	}
	if !local && s.Creds == "" && s.NKey == "" && s.TokenFile == "" && s.Cert == "" {
		return false, fmt.Errorf("%w: %s is not this machine: credentials, an nkey, a token or a certificate are required", ErrServer, s)
	}
	return local, nil
}

// String is the URL without what is secret in it.
func (s Server) String() string {
	var out []string
	for _, text := range s.urls() {
		u, err := url.Parse(text)
		if err != nil {
			out = append(out, "(unreadable)")
			continue
		}
		u.User = nil
		out = append(out, u.String())
	}
	return strings.Join(out, ",")
}

func (s Server) urls() []string {
	var out []string
	for text := range strings.SplitSeq(s.URL, ",") {
		text = strings.TrimSpace(text)
		if text != "" && !strings.Contains(text, "://") {
			text = "nats://" + text
		}
		if text != "" {
			out = append(out, text)
		}
	}
	return out
}

// loopback reports whether a host is this machine.
func loopback(host string) bool {
	if a, err := netip.ParseAddr(host); err == nil {
		return a.Unmap().IsLoopback()
	}
	if !strings.EqualFold(host, "localhost") {
		return false
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	all, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	for _, a := range all {
		if !a.Unmap().IsLoopback() {
			return false
		}
	}
	return err == nil && len(all) > 0
}

// maxSecret is how long a file with a token may be.
const maxSecret = 64 << 10

// options are the connection's, by what Check asks.
func (s Server) options() ([]nats.Option, error) {
	local, err := s.inspect()
	if err != nil {
		return nil, err
	}
	var out []nats.Option
	if local {
		// A server tells of others of its cluster; a loopback connection without TLS must never move to one of those.
		out = append(out, nats.IgnoreDiscoveredServers(), nats.SetCustomDialer(localDialer{}))
	}
	if !local || s.CA != "" || s.Cert != "" {
		c, err := s.tls()
		if err != nil {
			return nil, err
		}
		out = append(out, nats.Secure(c))
	}
	if s.Creds != "" {
		if _, err := os.Stat(s.Creds); err != nil {
			return nil, err
		}
		out = append(out, nats.UserCredentials(s.Creds))
	}
	if s.NKey != "" {
		o, err := nats.NkeyOptionFromSeed(s.NKey)
		if err != nil {
			return nil, fmt.Errorf("%s: not the seed of an nkey", s.NKey)
		}
		out = append(out, o)
	}
	if s.TokenFile != "" {
		f, err := os.Open(s.TokenFile)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		text, err := io.ReadAll(io.LimitReader(f, maxSecret))
		token := strings.TrimSpace(string(text))
		if err != nil || token == "" {
			return nil, fmt.Errorf("%s: no token in it", s.TokenFile)
		}
		out = append(out, nats.Token(token))
	}
	return out, nil
}

func (s Server) tls() (*tls.Config, error) {
	c := &tls.Config{MinVersion: tls.VersionTLS12}
	if s.CA != "" {
		text, err := os.ReadFile(s.CA)
		if err != nil {
			return nil, err
		}
		c.RootCAs = x509.NewCertPool()
		if !c.RootCAs.AppendCertsFromPEM(text) {
			return nil, fmt.Errorf("%s: no certificate in it", s.CA)
		}
	}
	if s.Cert != "" {
		pair, err := tls.LoadX509KeyPair(s.Cert, s.Key)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.Cert, err)
		}
		c.Certificates = []tls.Certificate{pair}
	}
	return c, nil
}

// localDialer connects to this machine alone, whatever a name resolves to by then.
type localDialer struct{}

func (localDialer) Dial(network, address string) (net.Conn, error) {
	c, err := net.DialTimeout(network, address, 2*time.Second)
	if err != nil {
		return nil, err
	}
	if a, err := netip.ParseAddrPort(c.RemoteAddr().String()); err != nil || !a.Addr().Unmap().IsLoopback() {
		_ = c.Close()
		return nil, fmt.Errorf("%w: %s is not this machine any more", ErrServer, address)
	}
	return c, nil
}
