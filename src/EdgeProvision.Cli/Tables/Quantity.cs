using System.Globalization;

namespace EdgeProvision.Cli.Tables;

/// <summary>Amounts as OpenNebula's tables show them.</summary>
internal static class Quantity
{
    private static readonly char[] s_units = ['K', 'M', 'G', 'T'];

    /// <summary>An amount with one decimal place and the unit that fits: <c>7.8G</c>.</summary>
    /// <param name="amount">The amount.</param>
    /// <param name="unit">Index of the amount's unit: 0 for KiB, 1 for MiB.</param>
    public static string Text(long amount, int unit)
    {
        double value = amount;
        while (value > 1024 && unit < s_units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return Math.Round(value, 1, MidpointRounding.AwayFromZero).ToString("0.#", CultureInfo.InvariantCulture) + s_units[unit];
    }

    /// <summary><c>0 / 400 (0%)</c>, or a dash while nothing is known.</summary>
    public static string Share(string used, string total, long usedAmount, long totalAmount) => totalAmount <= 0
        ? "-"
        : FormattableString.Invariant($"{used} / {total} ({usedAmount * 100 / totalAmount}%)");
}
