package io.restante.bench;

import java.util.List;

/**
 * How a cost grows with the work.
 *
 * @param title what costs
 * @param unit of the cost
 * @param of what there is more and more of
 * @param points from the least to the most
 */
public record Slope(String title, String unit, String of, List<Point> points) {
    /** @throws IllegalArgumentException when there are not two sizes to tell apart */
    public Slope {
        points = List.copyOf(points);
        if (points.size() < 2) {
            throw new IllegalArgumentException("points: expected two or more for \"" + title + "\", got " + points);
        }
    }

    /** What the cost at the most is, measured in the cost at the least. */
    public double growth() {
        return points.getLast().cost() / points.getFirst().cost();
    }

    /** What so much costs. */
    public record Point(double size, double cost) {}
}
