using EdgeProvision.Model;
using EdgeProvision.Sandbox.Hosts.Room;

namespace EdgeProvision.Sandbox.Tests.Hosts.Room;

public sealed class RequiredRightsTests
{
    [Theory]
    [InlineData(false, true, "WSL")]
    [InlineData(true, false, "sudo")]
    public void Demand_NotRootOnLinux_SaysWhatToDo(bool linux, bool privileged, string action)
    {
        var error = Assert.Throws<EdgeException>(() => RequiredRights.Demand(linux, privileged));
        Assert.Equal(("SandboxNeedsRoot", ErrorKind.AccessDenied), (error.Code, error.Kind));
        Assert.Contains(action, error.RecommendedAction);
    }

    [Theory]
    [InlineData("/state,dir")]
    [InlineData("/state:dir")]
    [InlineData("/it's")]
    [InlineData("/back\\slash")]
    public void DemandPath_WhatAMountCannotCarry_IsRefused(string directory) =>
        Assert.Equal("SandboxDiskUnsuitable", Assert.Throws<EdgeException>(() => RequiredRights.DemandPath(directory)).Code);

    [Theory]
    [InlineData("Name:\tx\nCapEff:\t000001ffffffffff\n", true)]
    [InlineData("Name:\tx\nCapEff:\t00000000a80425fb\n", false)] // root in an ordinary container
    [InlineData("Name:\tx\n", false)]
    public void MayMount_ProcessStatus_LooksAtTheRight(string status, bool expected) => Assert.Equal(expected, RequiredRights.MayMount(status));
}
