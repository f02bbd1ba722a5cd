namespace EdgeProvision.Engine.Hosts.Programs.Steps;

/// <summary>Who may do what with a file. What is null stays as it is; a new file belongs to root with mode 0644, a new folder with 0755.</summary>
/// <param name="Owner">User name or number.</param>
/// <param name="Group">Group name or number.</param>
/// <param name="Mode">Octal digits.</param>
public sealed record FileRights(string? Owner, string? Group, string? Mode)
{
    /// <summary>Nothing is asked for.</summary>
    public static readonly FileRights AsIs = new(null, null, null);
}
