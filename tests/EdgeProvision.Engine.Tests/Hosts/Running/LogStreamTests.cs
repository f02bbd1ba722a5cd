using System.Text;
using EdgeProvision.Engine.Hosts.Running;

namespace EdgeProvision.Engine.Tests.Hosts.Running;

public sealed class LogStreamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Feed_NoiseOfALoginShellBefore_IsDroppedAndTheOffsetCountsTheLogAlone(int piece)
    {
        StringBuilder log = new();
        LogStream stream = new(bytes => log.Append(Encoding.UTF8.GetString(bytes)));
        Send(stream, "Welcome!\n@edgeprovision\n\n@edgeprovision-log\nfirst\n", piece);
        Assert.Equal(6, stream.Offset);
        stream.Restart();
        Send(stream, "Welcome!\n\n@edgeprovision-log\nsecond\n", piece);
        Assert.Equal(("first\nsecond\n", 13), (log.ToString(), stream.Offset));
    }

    [Theory]
    [InlineData("@end\t12\tsucceeded\t0\tabc", "succeeded", 0, "abc")]
    [InlineData("@end\t 12\trebooted\t\t", "rebooted", null, "")]
    public void Parse_EndLine_IsRead(string line, string outcome, int? exit, string peers) => Assert.Equal(new RunEnd(12, outcome, exit, peers), RunEnd.Parse(line));

    [Theory]
    [InlineData("@beat")]
    [InlineData("@end\tx\tfailed\t1\t-")]
    [InlineData("bash: warning: setlocale")]
    public void Parse_OtherLine_IsNone(string line) => Assert.Null(RunEnd.Parse(line));

    private static void Send(LogStream stream, string text, int piece)
    {
        foreach (byte[] part in Encoding.UTF8.GetBytes(text).Chunk(piece))
            stream.Feed(part);
    }
}
