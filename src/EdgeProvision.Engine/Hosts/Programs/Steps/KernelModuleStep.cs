namespace EdgeProvision.Engine.Hosts.Programs.Steps;

/// <summary>A kernel module. That the kernel has none of that name, or has it built in, is said and is no failure, unless it is required.</summary>
/// <param name="Role">The role it belongs to.</param>
/// <param name="Title">What it is for.</param>
/// <param name="Module">The module's name.</param>
/// <param name="CpuVendor">Only on processors whose <c>vendor_id</c> this is, or null.</param>
/// <param name="Reload">True to unload and load it, so that new options hold; one that is in use is left alone, which is said.</param>
/// <param name="AtBoot">True to load it at every boot.</param>
/// <param name="Required">True when the host is of no use without it.</param>
public sealed record KernelModuleStep(
    string Role, string Title, string Module, string? CpuVendor, bool Reload, bool AtBoot, bool Required) : HostStep(Role, Title);
