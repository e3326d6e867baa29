using System.Text;
using AutonomOS.Migrations.Schema;

namespace AutonomOS.Migrations.Tests.Schema;

public sealed class Order_of_names
{
    private static readonly string[] Hostile =
    [
        "", "a", "A", "a.b", "\"a", "\u00e9", "\u007f", "\ud7ff", "\ue000", "\uff21", "\uffff", "\U00010000", "\U0001F600", "\U0001F600a",
        "\U0001F601", "\U0010FFFF", "a\U0001F600", "a\uff21", "a\n", "\U0001F600\uffff", "\U0001F600\U0001F600",
    ];

    [Fact]
    public void Is_the_order_of_their_UTF8_bytes()
    {
        foreach (var left in Hostile)
        {
            foreach (var right in Hostile)
            {
                var bytes = Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
                Assert.Equal(Math.Sign(bytes), Math.Sign(Utf8Order.Instance.Compare(left, right)));
            }
        }
    }

    [Fact]
    public void Puts_emoji_behind_wide_letters_where_NET_would_not()
    {
        Assert.True(Utf8Order.Instance.Compare("\U0001F600", "\uff21") > 0);
        Assert.True(string.CompareOrdinal("\U0001F600", "\uff21") < 0);
    }

    [Fact]
    public void Puts_no_name_first()
    {
        Assert.True(Utf8Order.Instance.Compare(null, "") < 0);
        Assert.True(Utf8Order.Instance.Compare("", null) > 0);
        Assert.Equal(0, Utf8Order.Instance.Compare(null, null));
    }
}
