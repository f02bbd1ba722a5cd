using System.Globalization;
using EdgeProvision.Engine.Pictures.Styling;

namespace EdgeProvision.Engine.Tests.Pictures;

/// <summary>The contrast that the Web Content Accessibility Guidelines (2.2, AA) ask for.</summary>
public sealed class PaletteTests
{
    [Fact]
    public void Texts_OnTheirGrounds_HaveAContrastOfFourAndAHalf() => AssertContrast(Palette.Texts, 4.5);

    [Fact]
    public void Shapes_OnTheirGrounds_HaveAContrastOfThree() => AssertContrast(Palette.Shapes, 3);

    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#777777", "#ffffff", 4.48)]
    public void Contrast_OfKnownColours_IsAsTheGuidelinesHaveIt(string one, string other, double expected) => Assert.Equal(expected, Contrast(one, other), 2);

    private static void AssertContrast(IEnumerable<(Shade, Shade)> pairs, double least)
    {
        foreach (var (above, below) in pairs)
        {
            Assert.True(Contrast(above.Light, below.Light) >= least, $"light: {above.Light} on {below.Light}: {Contrast(above.Light, below.Light):0.00}");
            Assert.True(Contrast(above.Dark, below.Dark) >= least, $"dark: {above.Dark} on {below.Dark}: {Contrast(above.Dark, below.Dark):0.00}");
        }
    }

    private static double Contrast(string one, string other)
    {
        double a = Luminance(one), b = Luminance(other);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        double Part(int at)
        {
            var part = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255d;
            return part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Part(1)) + (0.7152 * Part(3)) + (0.0722 * Part(5));
    }
}
