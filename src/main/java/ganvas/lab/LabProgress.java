package ganvas.lab;

import java.util.Map;

/** Receives reports on how far the work has come. Calls come from one thread. */
public interface LabProgress {
    /** Ignores all reports. */
    LabProgress SILENT = new LabProgress() {
        @Override
        public void begin(String what, long total) {}
        @Override
        public void at(long images, double imagesPerSecond) {}
        @Override
        public void losses(Map<String, Double> means) {}
        @Override
        public void end() {}
        @Override
        public void say(String sentence) {}
    };

    /**
     * A phase of work begins.
     *
     * @param total in images, or 0 if it is not counted
     */
    void begin(String what, long total);

    /**
     * Progress within the phase.
     *
     * @param images of the total
     */
    void at(long images, double imagesPerSecond);

    /** Means of the losses since the last call. */
    void losses(Map<String, Double> means);

    /** The phase has ended. */
    void end();

    /** A message for the user, one sentence. */
    void say(String sentence);
}
