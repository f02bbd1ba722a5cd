namespace EdgeProvision.Engine.Hosts.Programs.Steps;

/// <summary>A kernel setting, now and after every boot.</summary>
public sealed record SysctlStep(string Role, string Title, string Key, string Value) : HostStep(Role, Title);
