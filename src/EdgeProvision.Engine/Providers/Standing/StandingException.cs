using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Standing;

/// <summary>Something is wrong with what a host says of its machine, or with the way to its power.</summary>
internal sealed class StandingException(string code, ErrorKind kind, string message, Exception? innerException = null) : EdgeException(code, kind, message, innerException);
