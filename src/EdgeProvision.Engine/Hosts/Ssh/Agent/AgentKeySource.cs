using EdgeProvision.Engine.Hosts.Keys;
using Renci.SshNet;
using Renci.SshNet.Security;

namespace EdgeProvision.Engine.Hosts.Ssh.Agent;

/// <summary>One key of an agent as SSH.NET wants it: an rsa key is offered under the algorithms of today, the best first.</summary>
internal sealed class AgentKeySource(SshAgent agent, SshPublicKey key) : IPrivateKeySource
{
    public IReadOnlyCollection<HostAlgorithm> HostKeyAlgorithms { get; } =
        key.Type == "ssh-rsa"
            ? [new AgentSignature("rsa-sha2-512", agent, key), new AgentSignature("rsa-sha2-256", agent, key)]
            : [new AgentSignature(key.Type, agent, key)];

    private sealed class AgentSignature(string name, SshAgent agent, SshPublicKey key) : HostAlgorithm(name)
    {
        public override byte[] Data { get; } = Convert.FromBase64String(key.Base64);

        public override byte[] Sign(byte[] data) => agent.Sign(key, Name, data);

        public override bool VerifySignature(byte[] data, byte[] signature) =>
            throw new NotSupportedException("A user's key signs; it is the server that verifies.");
    }
}
