namespace EdgeProvision.Engine.OpenNebula;

/// <summary>The daemon understood the call and refused it.</summary>
/// <param name="Code">The daemon's error code: a power of two from 256 on.</param>
/// <param name="Message">Its words, which start with <c>[method.name] </c>.</param>
/// <param name="ObjectId">The id that does not exist (code 1024), else null.</param>
public sealed record WireFailure(int Code, string Message, int? ObjectId) : WireAnswer;
