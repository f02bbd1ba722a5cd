using EdgeProvision.Engine.Hosts.Programs.Steps;

namespace EdgeProvision.ModelledWorld.Tests.Hosts;

/// <summary>A file of a modelled host.</summary>
internal sealed record ModelledFile(string Content, FileRights Rights);
