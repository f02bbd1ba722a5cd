using System.Collections.Immutable;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>The drivers of one kind that a front-end is configured with.</summary>
/// <param name="Kind">The kind, for messages: <c>IPAM driver</c>.</param>
/// <param name="Names">Their names.</param>
/// <param name="Setting">Where they stand in oned.conf.</param>
public sealed record FrontEndDriverList(string Kind, ImmutableArray<string> Names, string Setting);
