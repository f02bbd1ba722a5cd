namespace EdgeProvision.Sandbox.Tests.OpenNebula;

/// <summary>One exchange of a recording. <paramref name="Body"/> is set where the answer's value is an XML document.</summary>
internal sealed record RecordedExchange(string Title, string Call, string Outcome, int Code, int? Id, string? Text, string? Body);
