using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>The object that already has a name, as the daemon's refusal tells it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its id.</param>
public sealed partial record NameHolder(FrontEndObjectKind Kind, int Id)
{
    /// <summary>
    /// Reads the refusal of an allocate (<c>NAME is already taken by HOST 1.</c>; from 7.4 on and for images with <c>Error allocating a new
    /// host. </c> before it) or of a rename (<c>host cannot be renamed to x because it collides with host 1</c>). Null: another reason.
    /// </summary>
    public static NameHolder? Parse(string serverMessage)
    {
        var match = Words().Match(serverMessage);
        return match.Success
            && KindOf(match.Groups["kind"].Value) is { } kind
            && int.TryParse(match.Groups["id"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new NameHolder(kind, id)
            : null;
    }

    private static FrontEndObjectKind? KindOf(string word) => word.ToUpperInvariant() switch
    {
        "CLUSTER" => FrontEndObjectKind.Cluster,
        "HOST" => FrontEndObjectKind.Host,
        "DATASTORE" => FrontEndObjectKind.Datastore,
        "NET" or "VNET" or "VIRTUAL NETWORK" => FrontEndObjectKind.Network,
        "TEMPLATE" or "VMTEMPLATE" or "VIRTUAL MACHINE TEMPLATE" => FrontEndObjectKind.VmTemplate,
        "IMAGE" => FrontEndObjectKind.Image,
        "DOCUMENT" => FrontEndObjectKind.Document,
        "VM" or "VIRTUAL MACHINE" => FrontEndObjectKind.VirtualMachine,
        "USER" => FrontEndObjectKind.User,
        _ => null,
    };

    // At the end of the text: a name in the middle of a rename's refusal may say anything.
    [GeneratedRegex(@"(?:NAME is already taken by|because it collides with) (?<kind>[A-Za-z ]+) (?<id>\d+)\.?\s*\z")]
    private static partial Regex Words();
}
