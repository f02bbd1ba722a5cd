namespace EdgeProvision.Engine.OpenNebula;

/// <summary>
/// An answer cannot be read. The codec knows neither method nor endpoint: the client turns this into the error that the user sees.
/// </summary>
/// <param name="reason">What is wrong with it, to follow on "The answer cannot be read: ". It never quotes the answer.</param>
public sealed class AnswerFormatException(string reason) : Exception(reason);
