using EdgeProvision.Engine.Ipam;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Tests.Commands;

/// <summary>The commands that OpenNebula calls: <c>ipam</c> and <c>hook</c>.</summary>
public sealed class DriverCommandTests
{
    [Fact]
    public async Task Ipam_Success_IsTheAnswerAlone()
    {
        using var bench = new CommandBench { Typed = "eA==", Engine = new ScriptedEngine { AnswerIpam = _ => "ADDRESS=[ IP=\"192.0.2.1\", SIZE=\"1\" ]" } };

        Assert.Equal(0, await bench.RunAsync("ipam get_address 17"));

        Assert.Equal("ADDRESS=[ IP=\"192.0.2.1\", SIZE=\"1\" ]\n", bench.Output);
        Assert.Equal("", bench.Error);
        Assert.Equal((IpamAction.Get, "eA=="), (Assert.Single(bench.Engine.IpamCalls).Action, bench.Engine.IpamCalls[0].Request));
    }

    [Fact]
    public async Task Ipam_NothingToSay_IsEmpty()
    {
        using var bench = new CommandBench { Typed = "eA==" };

        Assert.Equal(0, await bench.RunAsync("ipam free_address 17"));

        Assert.Equal("", bench.Output);
    }

    [Fact]
    public async Task Ipam_Failure_IsOpenNebulasErrorBlock()
    {
        using var bench = new CommandBench
        {
            Typed = "eA==",
            Engine = new ScriptedEngine { AnswerIpam = _ => throw new EdgeException("X", ErrorKind.Refused, "No addresses\nleft.") { RecommendedAction = "Free one." } },
        };

        Assert.Equal(255, await bench.RunAsync("ipam register_address_range 17"));

        Assert.Equal("", bench.Output);
        Assert.Equal("ERROR MESSAGE --8<------\nNo addresses left. Free one.\nERROR MESSAGE ------>8--\n", bench.Error);
    }

    [Fact]
    public async Task Ipam_WhatWentWrongWithoutFailing_IsMentionedForTheLog()
    {
        using var bench = new CommandBench
        {
            Typed = "eA==",
            Engine = new ScriptedEngine
            {
                AnswerIpam = call =>
                {
                    call.Tolerated(new EdgeException("X", ErrorKind.Refused, "The provider\nkeeps it.") { RecommendedAction = "Look there." });
                    return "";
                },
            },
        };

        Assert.Equal(0, await bench.RunAsync("ipam free_address 17"));

        Assert.Equal("", bench.Output);
        Assert.Equal("WARNING: The provider keeps it. Look there.\n", bench.Error);
    }

    [Fact]
    public async Task Ipam_UnknownAction_IsToldTheSameWay()
    {
        using var bench = new CommandBench { Typed = "" };

        Assert.Equal(255, await bench.RunAsync("ipam steal_address 17"));

        Assert.StartsWith("ERROR MESSAGE --8<------\nOpenNebula's IPAM drivers have no action 'steal_address'.", bench.Error, StringComparison.Ordinal);
        Assert.Empty(bench.Engine.IpamCalls);
    }

    [Fact]
    public async Task Hook_WritesItsLog_InTheOriginalsForm()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("edgeprovision-hook-").FullName, "hook.log");
        using var bench = new CommandBench
        {
            Typed = "eA==",
            HookLogFile = file,
            Engine = new ScriptedEngine
            {
                RunAliasHook = (machine, log) =>
                {
                    log(new(12, false, $"got {machine}"));
                    log(new(12, true, "no such host"));
                },
            },
        };

        Assert.Equal(0, await bench.RunAsync("hook alias"));

        Assert.Matches(@"\A\[2020-02-02 \d\d:\d\d:30 [+-]\d{4}\]\[VM 12\]\[I\] got eA==\n\[2020-02-02 \d\d:\d\d:30 [+-]\d{4}\]\[VM 12\]\[E\] no such host\n\z", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal("", bench.Error);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Fact]
    public async Task Hook_LogNotWritable_IsOnStandardError()
    {
        using var bench = new CommandBench { Typed = "eA==", Engine = new ScriptedEngine { RunAliasHook = (_, log) => log(new(12, false, "done")) } };

        Assert.Equal(0, await bench.RunAsync("hook alias"));

        Assert.EndsWith("[VM 12][I] done\n", bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hook_FrontEndFails_IsAnErrorInBothPlaces()
    {
        using var bench = new CommandBench { Typed = "eA==", Engine = new ScriptedEngine { RunAliasHook = (_, _) => throw new EdgeException("FrontEndUnreachable", ErrorKind.Unreachable, "Nobody answers.") } };

        Assert.Equal(255, await bench.RunAsync("hook alias"));

        Assert.Contains("[VM -][E] Nobody answers.\n", bench.Error, StringComparison.Ordinal);
        Assert.Contains("ERROR: Nobody answers.\n", bench.Error, StringComparison.Ordinal);
    }
}
