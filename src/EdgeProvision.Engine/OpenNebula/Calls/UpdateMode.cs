namespace EdgeProvision.Engine.OpenNebula;

/// <summary>How <c>update</c> calls treat what the object has.</summary>
public enum UpdateMode
{
    /// <summary>Everything that is not in the text goes (a host keeps its drivers).</summary>
    Replace = 0,

    /// <summary>Each name in the text replaces all attributes of that name, sections whole; the others stay.</summary>
    Merge = 1,
}
