package queue

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nkeys"
)

// secretFile is the name of a file with a secret.
func secretFile(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// guarded is a server that lets in who o says.
func guarded(t *testing.T, o server.Options) *serving {
	t.Helper()
	o.Host, o.Port, o.JetStream, o.StoreDir, o.NoLog, o.NoSigs = "127.0.0.1", -1, true, t.TempDir(), true, true
	v := &serving{t: t, options: o}
	v.start()
	t.Cleanup(v.stop)
	return v
}

// keyOf is a fresh key: what it is known by, and its seed.
func keyOf(t *testing.T, create func() (nkeys.KeyPair, error)) (nkeys.KeyPair, string, string) {
	t.Helper()
	k, err := create()
	if err != nil {
		t.Fatal(err)
	}
	public, err := k.PublicKey()
	if err != nil {
		t.Fatal(err)
	}
	seed, err := k.Seed()
	if err != nil {
		t.Fatal(err)
	}
	return k, public, string(seed)
}

// operated is a server that trusts an operator alone, and gives credentials of a user of its, and of one that it never heard of.
func operated(t *testing.T) (v *serving, good, bad string) {
	t.Helper()
	must := func(text string, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	operator, operatorID, _ := keyOf(t, nkeys.CreateOperator)
	account, accountID, _ := keyOf(t, nkeys.CreateAccount)
	_, systemID, _ := keyOf(t, nkeys.CreateAccount)
	oc, ac := jwt.NewOperatorClaims(operatorID), jwt.NewAccountClaims(accountID)
	ac.Limits.JetStreamLimits = jwt.JetStreamLimits{MemoryStorage: -1, DiskStorage: -1, Streams: -1, Consumer: -1}
	_ = must(oc.Encode(operator))
	resolver := &server.MemAccResolver{}
	if err := resolver.Store(accountID, must(ac.Encode(operator))); err != nil {
		t.Fatal(err)
	}
	if err := resolver.Store(systemID, must(jwt.NewAccountClaims(systemID).Encode(operator))); err != nil {
		t.Fatal(err)
	}
	v = guarded(t, server.Options{TrustedOperators: []*jwt.OperatorClaims{oc}, AccountResolver: resolver, SystemAccount: systemID})
	stranger, _, _ := keyOf(t, nkeys.CreateAccount)
	var out []string
	for _, signer := range []nkeys.KeyPair{account, stranger} {
		_, userID, seed := keyOf(t, nkeys.CreateUser)
		text, err := jwt.FormatUserConfig(must(jwt.NewUserClaims(userID).Encode(signer)), []byte(seed))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, secretFile(t, string(text)))
	}
	return v, out[0], out[1]
}

// A batch goes there and back with each way to be known; who has another secret, or none, stays out, and no secret is said.
func TestCredentials(t *testing.T) {
	_, public, seed := keyOf(t, nkeys.CreateUser)
	_, _, otherSeed := keyOf(t, nkeys.CreateUser)
	trusted, creds, otherCreds := operated(t)
	for _, c := range []struct {
		name      string
		v         *serving
		good, bad Server
	}{
		{"token", guarded(t, server.Options{Authorization: "hush-hush"}), Server{TokenFile: secretFile(t, "hush-hush\n")}, Server{TokenFile: secretFile(t, "hush-other")}},
		{"nkey", guarded(t, server.Options{Nkeys: []*server.NkeyUser{{Nkey: public}}}), Server{NKey: secretFile(t, seed)}, Server{NKey: secretFile(t, otherSeed)}},
		{"creds", trusted, Server{Creds: creds}, Server{Creds: otherCreds}},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx := context.Background()
			none := Server{URL: c.v.url()}
			c.good.URL, c.bad.URL = none.URL, none.URL
			for who, s := range map[string]Server{"another secret": c.bad, "no secret": none} {
				got, err := Connect(ctx, s, "stranger", nil)
				if err == nil {
					got.Close()
				}
				if !errors.Is(err, nats.ErrAuthorization) {
					t.Errorf("with %s: %v", who, err)
				}
				for _, secret := range []string{"hush", seed, otherSeed} {
					if err != nil && strings.Contains(err.Error(), secret) {
						t.Errorf("a secret is said: %v", err)
					}
				}
			}
			q, err := Connect(ctx, c.good, "known", nil)
			if err != nil {
				t.Fatal(err)
			}
			defer q.Close()
			units, load := unitsOf("op-1", "op-2")
			submit(t, q, "night", units, load)
			if err := working(ctx, q, "night", WorkOptions{Do: doing(""), UntilEmpty: true}); err != nil {
				t.Fatal(err)
			}
			if got := collect(t, q, "night", newHome(t), true); got.Fetched != 2 {
				t.Errorf("collected %+v", got)
			}
		})
	}
}

// Files that are no secrets are named and not quoted.
func TestCredentialsBroken(t *testing.T) {
	t.Parallel() // it waits more than it works
	for what, s := range map[string]Server{
		"an nkey":       {NKey: secretFile(t, "SUAHUSHHUSH")},
		"a token":       {TokenFile: secretFile(t, " \n")},
		"credentials":   {Creds: secretFile(t, "hush: no JWT")},
		"an authority":  {CA: secretFile(t, "hush")},
		"a certificate": {Cert: secretFile(t, "hush"), Key: secretFile(t, "hush")},
	} {
		s.URL = serve(t).url()
		c, err := Connect(context.Background(), s, "test", nil)
		if err == nil {
			c.Close()
		}
		if err == nil || strings.Contains(strings.ToLower(err.Error()), "hush") {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// A server's certificate that comes from nobody known is refused, at once; with its authority given it is not, and then a
// server without TLS is.
func TestAuthority(t *testing.T) {
	a := newAuthority(t)
	a.leaf("server", "server")
	pair, err := tls.LoadX509KeyPair(filepath.Join(a.dir, "server.pem"), filepath.Join(a.dir, "server-key.pem"))
	if err != nil {
		t.Fatal(err)
	}
	v := guarded(t, server.Options{Authorization: "hush", TLS: true, TLSTimeout: 30, TLSConfig: &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}})
	url := strings.Replace(v.url(), "nats://", "tls://", 1)
	token := secretFile(t, "hush")
	ctx := context.Background()
	var unknown *tls.CertificateVerificationError
	for _, s := range []Server{{URL: url, TokenFile: token}, {URL: v.url(), TokenFile: token}} {
		if _, err := Connect(ctx, s, "test", nil); !errors.As(err, &unknown) {
			t.Errorf("%s, an authority that nobody knows: %v", s, err)
		}
	}
	other := newAuthority(t)
	if _, err := Connect(ctx, Server{URL: url, TokenFile: token, CA: filepath.Join(other.dir, "ca.pem")}, "test", nil); !errors.As(err, &unknown) {
		t.Errorf("another authority: %v", err)
	}
	ca := filepath.Join(a.dir, "ca.pem")
	c, err := Connect(ctx, Server{URL: url, TokenFile: token, CA: ca}, "test", nil)
	if err != nil {
		t.Fatal(err)
	}
	c.Close()
	if _, err := Connect(ctx, Server{URL: serve(t).url(), CA: ca}, "test", nil); !errors.Is(err, nats.ErrSecureConnWanted) {
		t.Errorf("a server without TLS: %v", err)
	}
}

// heard is a listener that greets as a server without TLS does, and what came to it.
type heard struct {
	at   string
	conn chan []byte // what each connection said
}

func eavesdrop(t *testing.T) *heard {
	t.Helper()
	l, err := net.Listen("tcp4", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	h := &heard{at: fmt.Sprintf("0.0.0.0:%d", l.Addr().(*net.TCPAddr).Port), conn: make(chan []byte, 100)}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			_, _ = c.Write([]byte("INFO {\"server_id\":\"x\",\"version\":\"2.12.0\",\"max_payload\":1048576,\"headers\":true,\"jetstream\":true}\r\n"))
			said, _ := io.ReadAll(c)
			_ = c.Close()
			h.conn <- said
		}
	}()
	return h
}

// Off loopback nothing is said to a server without TLS, least of all a token, and to none at all without something to be known by.
// 0.0.0.0 is no loopback address to riprep, and leads to this machine all the same.
func TestNothingIsSaidWithoutTLS(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("0.0.0.0 leads nowhere on Windows")
	}
	ctx := context.Background()
	h := eavesdrop(t)
	for _, scheme := range []string{"nats://", "tls://"} {
		_, err := Connect(ctx, Server{URL: scheme + h.at}, "test", nil)
		if !errors.Is(err, ErrServer) {
			t.Errorf("%s without a secret: %v", scheme, err)
		}
	}
	if len(h.conn) > 0 {
		t.Error("a server was spoken to without a secret")
	}
	token := secretFile(t, "hush")
	for _, scheme := range []string{"nats://", "tls://"} {
		_, err := Connect(ctx, Server{URL: scheme + h.at, TokenFile: token}, "test", nil)
		if !errors.Is(err, nats.ErrSecureConnWanted) {
			t.Errorf("%s with a token: %v", scheme, err)
		}
		if said := <-h.conn; bytes.Contains(said, []byte("hush")) || len(said) > 0 {
			t.Errorf("%s: it was told %q", scheme, said)
		}
	}
}

// A connection that began on loopback stays there, whatever a name leads to by then.
func TestLocalDialer(t *testing.T) {
	all, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range all {
		ip, ok := a.(*net.IPNet)
		if !ok || ip.IP.IsLoopback() || ip.IP.To4() == nil {
			continue
		}
		l, err := net.Listen("tcp4", net.JoinHostPort(ip.IP.String(), "0"))
		if err != nil {
			continue
		}
		defer l.Close()
		if _, err := (localDialer{}).Dial("tcp", l.Addr().String()); !errors.Is(err, ErrServer) {
			t.Errorf("%s: %v", l.Addr(), err)
		}
		return
	}
	t.Skip("this machine has no address but loopback")
}
