namespace EdgeProvision.Engine.Descriptors.Rendering;

/// <summary>Says whether a secret may be written at a place, because the front-end encrypts it there.</summary>
/// <param name="attribute">The place as oned's lists name it, for example <c>PROVISION/PACKET_TOKEN</c> or <c>AR/PACKET_TOKEN</c>.</param>
public delegate bool SecretPlaces(string attribute);
