namespace EdgeProvision.Model;

/// <summary>What is done to a file or hook of a front-end.</summary>
public enum EdgeDriverChangeAction
{
    /// <summary>It is made.</summary>
    Add,

    /// <summary>It gets another text. What another tool has written is kept beside it.</summary>
    Change,

    /// <summary>It is taken away.</summary>
    Remove,
}
