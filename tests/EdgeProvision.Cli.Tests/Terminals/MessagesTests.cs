using EdgeProvision.Cli.Terminals;
using Microsoft.Extensions.Time.Testing;

namespace EdgeProvision.Cli.Tests.Terminals;

public sealed class MessagesTests : IDisposable
{
    private readonly StringWriter _error = new();

    public void Dispose() => _error.Dispose();

    [Fact]
    public void Log_LevelInfo_HasTheOriginalsFormatAndLeavesDebugOut()
    {
        var messages = Make(LogLevel.Info);
        messages.Log(LogLevel.Info, "Deploying");
        messages.Log(LogLevel.Debug, "wire");
        messages.Log(LogLevel.Warn, "careful");
        Assert.Equal(["2020-02-02 10:20:30 INFO  : Deploying", "2020-02-02 10:20:30 WARN  : careful"], Lines());
    }

    [Fact]
    public void Log_Debug_FillsFiveColumns()
    {
        Make(LogLevel.Debug).Log(LogLevel.Debug, "wire");
        Assert.Equal(["2020-02-02 10:20:30 DEBUG : wire"], Lines());
    }

    [Fact]
    public void Log_NothingAsked_IsSilentButWarns()
    {
        var messages = Make(LogLevel.Nothing);
        messages.Log(LogLevel.Info, "Deploying");
        messages.Warn("careful");
        Assert.Equal(["WARNING: careful"], Lines());
    }

    [Fact]
    public void Status_OnATerminal_IsErasedBeforeTheNextLine()
    {
        var messages = Make(LogLevel.Nothing, isTerminal: true);
        messages.Status("working");
        messages.Write("line");
        Assert.Equal("\r\u001b[2Kworking\r\u001b[2Kline" + Environment.NewLine, _error.ToString());
    }

    [Theory]
    [InlineData(80, "[3/17] Rent a machine baremetal_0 in ams1 … for fosdem-edge-node-amsterdam1")]
    [InlineData(60, "[3/17] Rent a machine … fosdem-edge-node-amsterdam1")]
    [InlineData(200, "[3/17] Rent a machine baremetal_0 in ams1 with ubuntu_18_04 for fosdem-edge-node-amsterdam1")]
    public void Status_LongerThanTheLine_KeepsWhatIsDoneAndToWhom(int width, string shown)
    {
        Make(LogLevel.Nothing, isTerminal: true, width).Status("[3/17] Rent a machine baremetal_0 in ams1 with ubuntu_18_04 for fosdem-edge-node-amsterdam1");
        Assert.Equal("\r\u001b[2K" + shown, _error.ToString());
    }

    [Fact]
    public void Status_NotATerminal_IsNotWritten()
    {
        Make(LogLevel.Nothing).Status("working");
        Assert.Equal("", _error.ToString());
    }

    private Messages Make(LogLevel level, bool isTerminal = false, int width = 80)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2020, 2, 2, 10, 20, 30, TimeSpan.Zero));
        return new Messages(new Terminal { Output = TextWriter.Null, Error = _error, Input = TextReader.Null, ErrorIsTerminal = isTerminal, Width = width, Time = time }, level);
    }

    private string[] Lines() => _error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
