using System.Globalization;
using EdgeProvision.Sandbox.OpenNebula;
using EdgeProvision.Sandbox.OpenNebula.Drivers;

namespace EdgeProvision.Sandbox.Tests.OpenNebula;

/// <summary>The emulator answers what a real daemon answered, from the first call in an empty zone to the last.</summary>
public sealed class RecordedPlayTests
{
    // Recorded incompletely (monitoring values of the dummy driver, cut): looked at in UseTests.
    private static readonly HashSet<string> Cut = ["host info with a VM"];

    [Fact]
    public async Task Play_Recording610_AnswersLikeTheRealDaemon()
    {
        var exchanges = Recording.Load("oned-6.10.5.md");
        using var world = new FrontEndWorld { Monitor = (_, _) => new HostCapacity(800, 16777216) };
        var client = world.Client;
        var differences = new List<string>();
        var played = 0;
        foreach (var line in await File.ReadAllLinesAsync(Recording.PathOf("play-6.10.5.txt"), TestContext.Current.CancellationToken))
        {
            if (line.Length == 0 || line[0] == '#') continue;
            if (line.StartsWith("wait ", StringComparison.Ordinal))
            {
                await world.PassAsync(TimeSpan.FromMilliseconds(int.Parse(line[5..], CultureInfo.InvariantCulture)));
                continue;
            }

            if (line.StartsWith("do ", StringComparison.Ordinal))
            {
                (await client.PlayAsync(line[3..])).Id();
                continue;
            }

            var plain = line.StartsWith("plain ", StringComparison.Ordinal);
            var exchange = exchanges[plain ? line[6..] : line];
            var reply = await (plain ? client.As(FrontEndClient.Plain) : client).PlayAsync(exchange.Call);
            played++;
            if (!Cut.Contains(exchange.Title) && Compare(exchange, reply) is { } difference) differences.Add(difference);
        }

        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
        Assert.True(played > 200, $"only {played} exchanges were played");
    }

    [Fact]
    public async Task Play_LocksAndRecords_AnswersLikeTheRealDaemon()
    {
        var exchanges = Recording.Load("oned-6.10.5-operations.md");
        using var world = new FrontEndWorld();
        var client = world.Client;
        var second = await client.IdAsync("one.user.allocate", "admin2", "pw", "core", new[] { 0 });
        Assert.Equal(2, second);
        var differences = new List<string>();
        foreach (var exchange in exchanges.Values)
        {
            // The recording's zone had seen ten templates and seven documents before.
            if (exchange.Title == "template allocate (a lock)") await BurnAsync(client, "one.template", 10, i => [$"NAME=burnt-{i}"]);
            if (exchange.Title == "document allocate, type 3343") await BurnAsync(client, "one.document", 7, _ => ["A=1", 103]);
            var other = exchange.Title.StartsWith("the same name, another", StringComparison.Ordinal);
            var reply = await (other ? client.As("admin2:pw") : client).PlayAsync(exchange.Call);
            if (Compare(exchange, reply) is { } difference) differences.Add(difference);
        }

        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
        Assert.Equal(19, exchanges.Count);
    }

    // From the first line that differs on, with a little before it.
    private static string Difference(string text, string other)
    {
        var (lines, others) = (text.Split('\n'), other.Split('\n'));
        var first = lines.Zip(others).TakeWhile(p => p.First == p.Second).Count();
        return string.Join('\n', lines.Skip(Math.Max(0, first - 2)).Take(6));
    }

    private static async Task BurnAsync(FrontEndClient client, string methods, int count, Func<int, object[]> arguments)
    {
        for (var i = 0; i < count; i++)
            await client.IdAsync(methods + ".delete", await client.IdAsync(methods + ".allocate", arguments(i)));
    }

    private static string? Compare(RecordedExchange expected, FrontEndReply found)
    {
        string Said(string what, object? left, object? right) =>
            $"{expected.Title} ({expected.Call}): {what}\nrecorded: {left}\nemulated: {right}";
        if (found.Outcome != expected.Outcome) return Said("outcome", expected.Outcome + " " + expected.Text, $"{found.Outcome} {found.Text}");
        if (found.Outcome == "fault")
            return (found.Code, found.Text) == (expected.Code == 0 ? found.Code : expected.Code, expected.Text) ? null : Said("fault", expected.Text, found.Text);
        if (found.Outcome == "true")
        {
            if (expected.Body is null) return found.Text == expected.Text ? null : Said("value", expected.Text, found.Text);
            var (left, right) = (NormalForm.Of(expected.Body), NormalForm.Of(found.Text));
            return left == right ? null : Said("document", Difference(left, right), Difference(right, left));
        }

        if ((found.Code, found.ObjectId) != (expected.Code, expected.Id))
            return Said("code", $"{expected.Code} {expected.Id}", $"{found.Code} {found.ObjectId}");
        var (saidThen, saidNow) = (NormalForm.OfText(expected.Text!), NormalForm.OfText(found.Text));
        return saidThen == saidNow ? null : Said("message", saidThen, saidNow);
    }
}
