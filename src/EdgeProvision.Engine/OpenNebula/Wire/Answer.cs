namespace EdgeProvision.Engine.OpenNebula;

/// <summary>What the front-end answered: one of <see cref="SuccessAnswer"/>, <see cref="FailureAnswer"/>, <see cref="FaultAnswer"/>.</summary>
public abstract record Answer;
