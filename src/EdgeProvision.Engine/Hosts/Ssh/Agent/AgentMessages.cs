using System.Buffers.Binary;
using EdgeProvision.Engine.Hosts.Keys;

namespace EdgeProvision.Engine.Hosts.Ssh.Agent;

/// <summary>The four messages of the agent protocol (draft-miller-ssh-agent) that logging in takes. Each is a length, a type byte and a body.</summary>
internal static class AgentMessages
{
    public const int LongestAnswer = 256 * 1024;
    private const byte RequestIdentities = 11;
    private const byte IdentitiesAnswer = 12;
    private const byte SignRequest = 13;
    private const byte SignResponse = 14;

    public static byte[] List() => Frame([RequestIdentities]);

    /// <summary>A request to sign; the algorithm decides the flags, since one rsa key signs by several.</summary>
    public static byte[] Sign(byte[] blob, byte[] data, string algorithm)
    {
        uint flags = algorithm switch { "rsa-sha2-256" => 2, "rsa-sha2-512" => 4, _ => 0 };
        byte[] body = new byte[1 + 4 + blob.Length + 4 + data.Length + 4];
        Span<byte> rest = body;
        rest[0] = SignRequest;
        rest = Put(Put(rest[1..], blob), data);
        BinaryPrimitives.WriteUInt32BigEndian(rest, flags);
        return Frame(body);
    }

    /// <summary>The keys of an answer, in the agent's order. Keys that are not understood are left out.</summary>
    public static IReadOnlyList<SshPublicKey> ReadIdentities(ReadOnlySpan<byte> answer)
    {
        ReadOnlySpan<byte> rest = Body(answer, IdentitiesAnswer, "list its keys");
        if (rest.Length < 4)
            throw new InvalidDataException("The agent's list of keys is cut off.");
        uint count = BinaryPrimitives.ReadUInt32BigEndian(rest);
        rest = rest[4..];
        List<SshPublicKey> keys = [];
        for (uint i = 0; i < count; i++)
        {
            byte[] blob = Take(ref rest).ToArray();
            Take(ref rest);
            try
            {
                keys.Add(SshPublicKey.FromBlob(blob));
            }
            catch (FormatException)
            {
                continue;
            }
        }
        return keys;
    }

    /// <summary>The signature of an answer, in SSH's own encoding (algorithm and signature).</summary>
    public static byte[] ReadSignature(ReadOnlySpan<byte> answer)
    {
        ReadOnlySpan<byte> rest = Body(answer, SignResponse, "sign");
        return Take(ref rest).ToArray();
    }

    private static ReadOnlySpan<byte> Body(ReadOnlySpan<byte> answer, byte expected, string what) =>
        answer.Length > 0 && answer[0] == expected ? answer[1..] : throw new InvalidDataException($"The agent refused to {what}.");

    private static byte[] Frame(ReadOnlySpan<byte> body)
    {
        byte[] message = new byte[4 + body.Length];
        Put(message, body);
        return message;
    }

    private static Span<byte> Put(Span<byte> target, ReadOnlySpan<byte> text)
    {
        BinaryPrimitives.WriteInt32BigEndian(target, text.Length);
        text.CopyTo(target[4..]);
        return target[(4 + text.Length)..];
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest)
    {
        uint length = rest.Length < 4 ? uint.MaxValue : BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (length > rest.Length - 4)
            throw new InvalidDataException("The agent's answer is cut off.");
        ReadOnlySpan<byte> text = rest.Slice(4, (int)length);
        rest = rest[(4 + (int)length)..];
        return text;
    }
}
