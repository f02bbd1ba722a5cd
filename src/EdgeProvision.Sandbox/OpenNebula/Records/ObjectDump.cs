namespace EdgeProvision.Sandbox.OpenNebula.Records;

/// <summary>One object.</summary>
/// <param name="Kind"><c>cluster</c>, <c>host</c>, <c>datastore</c>, <c>network</c>, <c>image</c>, <c>template</c>, <c>vm</c> or <c>document</c>.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Owner">The owner's user id.</param>
/// <param name="State">Its state's name; null for kinds without states.</param>
/// <param name="Template">Its attributes, encrypted ones as cipher text.</param>
/// <param name="Xml">What <c>info</c> answers about it, without decrypting.</param>
public sealed record ObjectDump(
    string Kind, int Id, string Name, int Owner, string? State, IReadOnlyList<AttributeDump> Template, string Xml);
