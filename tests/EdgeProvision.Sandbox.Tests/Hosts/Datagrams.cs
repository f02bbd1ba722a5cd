namespace EdgeProvision.Sandbox.Tests.Hosts;

/// <summary>Perl scripts that send datagrams as an overlay does, and say who is seen to have sent them.</summary>
internal static class Datagrams
{
    /// <summary>Answers each datagram with the address that it came from; says when it is ready.</summary>
    public const string Echo = """
        use IO::Socket::INET; alarm 300;
        my $s = IO::Socket::INET->new(LocalPort => 4789, Proto => "udp") or die;
        print "ready\n"; close STDOUT;
        while (defined $s->recv(my $d, 9)) { $s->send($s->peerhost) }
        """;

    /// <summary>Prints what the echo at an address answers; waits for ever.</summary>
    public const string Ask = """
        use IO::Socket::INET;
        my $s = IO::Socket::INET->new(PeerAddr => $ARGV[0], PeerPort => 4789, Proto => "udp") or die;
        $s->send("x"); $s->recv(my $d, 99); print $d;
        """;
}
