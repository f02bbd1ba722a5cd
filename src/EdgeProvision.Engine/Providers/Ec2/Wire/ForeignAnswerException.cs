using System.Net;

namespace EdgeProvision.Engine.Providers.Ec2.Wire;

/// <summary>An answer that the service's API does not give: a page, a redirect, too much of anything, or one that breaks off.</summary>
/// <param name="status">Its status.</param>
/// <param name="what">What is wrong with it, as a clause.</param>
/// <param name="isBroken">True when it was cut short on the way, so that the same call may be answered well.</param>
/// <param name="cause">What it was noticed by.</param>
internal sealed class ForeignAnswerException(HttpStatusCode status, string what, bool isBroken = false, Exception? cause = null) : Exception(what, cause)
{
    /// <summary>Its status.</summary>
    public HttpStatusCode Status => status;

    /// <summary>True when it was cut short.</summary>
    public bool IsBroken => isBroken;
}
