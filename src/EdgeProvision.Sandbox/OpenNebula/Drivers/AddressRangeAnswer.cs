namespace EdgeProvision.Sandbox.OpenNebula.Drivers;

/// <summary>What a driver program answers.</summary>
/// <param name="Succeeded">Whether it ended with exit code 0.</param>
/// <param name="Output">Its standard output: template text, for example <c>AR=[ TYPE="IP4", IP="…", SIZE="2", IPAM_MAD="packet" ]</c>.</param>
/// <param name="Error">Its error text, empty when it said nothing.</param>
public sealed record AddressRangeAnswer(bool Succeeded, string Output, string Error)
{
    /// <summary>A success with output.</summary>
    public static AddressRangeAnswer Ok(string output = "") => new(true, output, "");

    /// <summary>A failure, silent unless a reason is given.</summary>
    public static AddressRangeAnswer Failed(string error = "") => new(false, "", error);
}
