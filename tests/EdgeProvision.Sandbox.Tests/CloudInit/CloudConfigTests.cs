using EdgeProvision.Sandbox.CloudInit;

namespace EdgeProvision.Sandbox.Tests.CloudInit;

public sealed class CloudConfigTests
{
    [Theory]
    [InlineData("#cloud-config\nssh_authorized_keys:\n- ssh-rsa A\n- ssh-rsa B\n", "ssh-rsa A|ssh-rsa B")]
    [InlineData("#cloud-config\r\nssh_authorized_keys:\r\n  - ssh-rsa A me@x\r\n", "ssh-rsa A me@x")]
    [InlineData("#cloud-config\n\nruncmd:\n- ls\nssh_authorized_keys:\n  # mine\n  - 'ssh-rsa A it''s'\n\n  - \"ssh-rsa \\\"B\\\"\"\nusers: []\n- x", "ssh-rsa A it's|ssh-rsa \"B\"")]
    [InlineData("#cloud-config\nssh_authorized_keys: [ssh-rsa A, \"ssh-rsa B, b\"]\n", "ssh-rsa A|ssh-rsa B, b")]
    [InlineData("#cloud-config\nssh_authorized_keys:\n  - ssh-rsa A # old\n", "ssh-rsa A")]
    [InlineData("#cloud-config\nssh_authorized_keys: []\n", "")]
    [InlineData("#cloud-config\nother:\n  ssh_authorized_keys:\n  - ssh-rsa A\n", "")]
    [InlineData("#!/bin/sh\nssh_authorized_keys:\n- ssh-rsa A\n", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void AuthorizedKeys_Text_AreRead(string? text, string keys) =>
        Assert.Equal(keys.Split('|', StringSplitOptions.RemoveEmptyEntries), CloudConfig.AuthorizedKeys(text));

    [Theory]
    [InlineData("#cloud-config\nhostname: node1\n", "node1")]
    [InlineData("#cloud-config\nfqdn: node1.example.org\n", "node1")]
    [InlineData("#cloud-config\r\nfqdn: other.example.org\r\nhostname: \"node1\" # mine\r\n", "node1")]
    [InlineData("#cloud-config\nusers:\n  hostname: node1\n", null)]
    [InlineData("#cloud-config\nhostname:\n", null)]
    [InlineData("#!/bin/sh\nhostname: node1\n", null)]
    [InlineData(null, null)]
    public void Hostname_Text_IsItsFirstLabel(string? text, string? hostname) => Assert.Equal(hostname, CloudConfig.Hostname(text));
}
