namespace EdgeProvision.Engine.Providers.Budgets;

/// <summary>How fast a service may be asked.</summary>
/// <param name="PerSecond">Requests per second in the long run; above 0.</param>
/// <param name="Burst">Requests at once after a rest; at least 1.</param>
internal sealed record BudgetRate(double PerSecond, int Burst);
