namespace EdgeProvision.Engine.OpenNebula;

/// <summary>
/// What to do about a network that could not be made. Where OpenNebula gives no reason, the driver of its address ranges is probably missing; where it gives
/// one, the driver is there and has spoken.
/// </summary>
internal static class NetworkAdvice
{
    private const string NoDriver =
        "Its address ranges are served by an IPAM driver. Check that oned.conf lists the driver (IPAM_MAD, arguments -i) and that oned was restarted since; oned.log says what the driver answered.";

    /// <summary>The advice.</summary>
    /// <param name="reason">What OpenNebula gives as the reason, or null.</param>
    /// <param name="hasIpam">Whether address ranges of it name an IPAM driver.</param>
    public static string For(string? reason, bool hasIpam) => (reason, hasIpam) switch
    {
        (null, false) => "See oned.log on the front-end for the reason.",
        ({ } text, _) when text.Contains("not available", StringComparison.OrdinalIgnoreCase) && text.Contains("IPAM", StringComparison.OrdinalIgnoreCase) => NoDriver,
        (null, true) => NoDriver,
        ({ } text, true) when text.Contains("timeout", StringComparison.OrdinalIgnoreCase) =>
            "oned gave up waiting for its IPAM driver. oned.log says what the driver was doing; addresses that it rents after that belong to no network, so look for them at the provider, too. Then run the command again.",
        ({ } text, true) when text.Contains("IPAM driver response", StringComparison.Ordinal) || text.Contains("Parse error", StringComparison.Ordinal) =>
            "The IPAM driver answered with something that OpenNebula does not understand: oned.log shows it. Correct the driver, then run the command again.",
        (_, true) => "That is what the IPAM driver of its address ranges said. Put right what it names, in the descriptor or at the provider, and run the command again; oned.log has all of its answer.",
        (_, false) => "Put right what the reason names and run the command again; oned.log on the front-end may say more.",
    };
}
