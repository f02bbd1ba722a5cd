namespace EdgeProvision.Sandbox.OpenNebula.Drivers;

/// <summary>A folder as a front-end has it in <c>/var/lib/one/remotes</c>, whose scripts the emulated front-end runs instead of playing them itself.</summary>
/// <param name="Path">The folder: with <c>ipam/DRIVER/ACTION</c>, and in <c>hooks</c> the commands of hooks.</param>
/// <param name="Environment">What oned's environment has for them: <c>ONE_XMLRPC</c>, <c>ONE_AUTH</c>.</param>
public sealed record RemotesFolder(string Path, IReadOnlyDictionary<string, string> Environment);
