using EdgeProvision.Sandbox.OpenNebula;

namespace EdgeProvision.Sandbox.Tests.OpenNebula;

/// <summary>Hooks as the daemon keeps them: by the two states that they are for, whatever word said so.</summary>
public sealed class HookTests
{
    private const string Body = "NAME=\"h\"\nTYPE=\"state\"\nCOMMAND=\"c\"\nRESOURCE=\"VM\"\n";

    [Theory]
    [InlineData("ON=\"DONE\"", "DONE", "LCM_INIT")]
    [InlineData("ON=\"running\"", "ACTIVE", "RUNNING")]
    [InlineData("ON=\"CUSTOM\"\nSTATE=\"active\"\nLCM_STATE=\"hotplug_nic\"", "ACTIVE", "HOTPLUG_NIC")]
    public async Task Allocate_Moment_IsKeptAsTwoStates(string moment, string state, string lifeCycle)
    {
        using var world = new FrontEndWorld();
        await world.Client.IdAsync("one.hook.allocate", Body + moment);

        var hook = (await world.Client.InfoAsync("one.hookpool.info", -2, -1, -1)).Element("HOOK")!;
        Assert.Equal("state", hook.Element("TYPE")!.Value);
        Assert.Equal(
            [("COMMAND", "c"), ("LCM_STATE", lifeCycle), ("REMOTE", "NO"), ("RESOURCE", "VM"), ("STATE", state)], hook.Element("TEMPLATE")!.Elements().Select(e => (e.Name.LocalName, e.Value)));
    }

    [Theory]
    [InlineData("NAME=\"h\"\nTYPE=\"x\"", "Invalid Hook type: x")]
    [InlineData("TYPE=\"state\"", "Invalid name.")]
    [InlineData("NAME=\"h\"\nTYPE=\"state\"", "No COMMAND in template for Hook.")]
    [InlineData("NAME=\"h\"\nTYPE=\"state\"\nCOMMAND=\"c\"", "RESOURCE attribute is required for STATE hooks.")]
    [InlineData(Body, "Unkown state condition: ")]
    [InlineData(Body + "ON=\"CUSTOM\"\nLCM_STATE=\"RUNNING\"", "Wrong STATE: ")]
    [InlineData(Body + "ON=\"CUSTOM\"\nSTATE=\"ACTIVE\"\nLCM_STATE=\"HOTPLUG_NICS\"", "Wrong LCM_STATE: HOTPLUG_NICS")]
    public async Task Allocate_WhatItCannotBeFor_IsRefused(string template, string reason)
    {
        using var world = new FrontEndWorld();
        (await world.Client.CallAsync("one.hook.allocate", template)).IsRefused(8192, $"[one.hook.allocate] {reason}");
    }

    [Fact]
    public async Task Allocate_StateOfALaterRelease_IsUnknownTo510()
    {
        const string off = Body + "ON=\"CUSTOM\"\nSTATE=\"ACTIVE\"\nLCM_STATE=\"HOTPLUG_NIC_POWEROFF\"";
        using var world = new FrontEndWorld();
        using var old = new FrontEndWorld(FrontEndRelease.V5_10);

        await world.Client.IdAsync("one.hook.allocate", off);
        (await world.Client.CallAsync("one.hook.allocate", off)).IsRefused(8192, "[one.hook.allocate] NAME is already taken by Hook 0.");
        (await old.Client.CallAsync("one.hook.allocate", off)).IsRefused(8192, "[one.hook.allocate] Wrong LCM_STATE: HOTPLUG_NIC_POWEROFF");
    }
}
