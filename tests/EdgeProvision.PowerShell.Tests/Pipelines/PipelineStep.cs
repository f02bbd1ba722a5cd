namespace EdgeProvision.PowerShell.Tests.Pipelines;

/// <summary>A step of a CI file that runs a script.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Script">Its script.</param>
/// <param name="Environment">Variables that the step itself sets, with what the file gives them.</param>
internal sealed record PipelineStep(string Name, string Script, IReadOnlyDictionary<string, string> Environment);
