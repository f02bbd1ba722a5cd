namespace EdgeProvision.Engine.OpenNebula;

/// <summary>What the front-end answered: one of <see cref="WireSuccess"/>, <see cref="WireFailure"/>, <see cref="WireFault"/>.</summary>
public abstract record WireAnswer;
